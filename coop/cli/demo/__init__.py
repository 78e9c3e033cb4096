"""A house full of people who do things together, to judge the product by; nobody and nothing in it is real."""

"""Where the house meets the browser: who may open a page, what every answer carries, how refusals look."""

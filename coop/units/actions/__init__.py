"""Every write to units, their trees and the people in them."""

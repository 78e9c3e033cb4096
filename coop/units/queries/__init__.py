"""Every read of units, their trees and the people in them."""

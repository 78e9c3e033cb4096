"""Law 5 at run time: every address says who may come, and the open ones are a list that can be read aloud."""

import pytest

#: Whoever is not signed in may see these and nothing else. A new line here is a decision, not a formality.
PUBLIC_ROUTES: frozenset[str] = frozenset({
    "health.alive",  # machines ask these two, and learn yes or no
    "health.ready",
    "activities.subscription",  # a calendar program brings the secret of its person in the address
    "accounts.sign_in",  # the door itself
    "units.new_application", "units.create_application",  # a unit that is not here yet asks to be
    "units.show_application",  # its applicant, who holds the secret in the address
    "library.show", "library.download",  # what is public and its files; all else asks to sign in, as what never was
    "branches.show",  # a branch that its unit made public; any other is not found
    "accounts.open_link",  # whoever holds an invitation or a reset has no session yet
    "accounts.enter_code",  # the same, typed from paper
    "accounts.set_password",  # what such a link or code is good for
    "accounts.choose_preferences",  # language and large type are chosen before one is in, too
    "accounts.ask_reset",  # who forgot cannot sign in to say so; the answer is the same for every name
})

#: Routes that extensions bring along.
OF_EXTENSIONS = {"static"}

coop = pytest.importorskip("coop")
pytestmark = pytest.mark.skipif(not hasattr(coop, "create_app"), reason="no application yet")


def views(app) -> dict[str, list]:
    """Endpoint → its access mark, for every address of the house."""
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()} - OF_EXTENSIONS
    return {endpoint: getattr(app.view_functions[endpoint], "access", None) for endpoint in endpoints}


def test_every_route_says_who_may_come(app):
    silent = sorted(endpoint for endpoint, access in views(app).items() if access is None)
    assert not silent, "These routes name no permission and are not @public (law 5):\n  " + "\n  ".join(silent)


def test_the_public_list_is_the_one_agreed(app):
    public = {endpoint for endpoint, access in views(app).items() if access == "public"}
    print("public routes:", *sorted(public), sep="\n  ")
    assert public == PUBLIC_ROUTES, (
        f"opened without a decision: {sorted(public - PUBLIC_ROUTES)}; gone: {sorted(PUBLIC_ROUTES - public)}"
    )

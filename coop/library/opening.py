"""Who sees an entry, in one place: its row, its share rows, its published versions and their files move together."""

from coop.core.tenancy import share, shares_of, unshare
from coop.library.models import Entry
from coop.library.queries.entries import versions_with_files


def open_to(entry: Entry, audiences: list[str], *, is_public: bool = True) -> None:
    """These see it and nobody else, not even the single persons who wrote and reviewed it.

    A version that was once published is seen with the entry; one that was not stays with its writers.
    """
    for held in shares_of(entry):
        unshare(entry, held)
    entry.audience = audiences[0]
    for name in audiences[1:]:
        share(entry, name)
    for version in versions_with_files(entry):
        if version.published_at:
            version.is_published, version.audience = is_public, entry.audience
            for attachment in version.attachments:
                attachment.is_published, attachment.audience = is_public, entry.audience

"""With whom an entry may be shared: its branch, unit and partnerships, and further only as its unit allows (T-05, U6)."""

from collections.abc import Iterable

from coop.core import audience
from coop.core.errors import Invalid
from coop.core.sentences import say

FOREIGN = say("只能选择您所在的支部、单位或共建关系。")


def choosable_audiences(
    *, branch_id: int, unit_id: int, partnership_ids: Iterable[int], may_publish: bool, may_share_publicly: bool
) -> list[str]:
    """From the narrowest to the widest. What the unit forbids is not offered: outward at all, or to the public."""
    inward = [audience.branch(branch_id), audience.unit(unit_id)]
    if not may_publish:
        return inward
    outward = [audience.partnership(number) for number in partnership_ids] + [audience.NETWORK]
    return inward + outward + ([audience.PUBLIC] if may_share_publicly else [])


def check_audiences(wanted: Iterable[str], choosable: Iterable[str]) -> list[str]:
    """The audiences as they are kept, the widest alone where it holds the others; refuses none and foreign ones."""
    chosen = list(dict.fromkeys(wanted))
    if not chosen:
        raise Invalid(say("请选择谁能看。"), field="audiences")
    foreign = set(chosen) - set(choosable)
    if foreign & {audience.NETWORK, audience.PUBLIC}:
        raise Invalid(say("本单位规定不能公开到这个范围，请改选更小的范围。"), field="audiences")
    if foreign:
        raise Invalid(FOREIGN, field="audiences")
    return _without_narrower(chosen)


def _without_narrower(chosen: list[str]) -> list[str]:
    """Public holds everybody, the network everybody but guests; the unit holds its branches."""
    for widest in (audience.PUBLIC, audience.NETWORK):
        if widest in chosen:
            return [widest]
    has_unit = any(name.startswith("unit:") for name in chosen)
    return [name for name in chosen if not (has_unit and name.startswith("branch:"))]


def hold(once: Iterable[str], now: Iterable[str]) -> bool:
    """Whether whoever is meant by the latter was meant by the former, both chosen for entries of the same branch.

    Every audience that a branch can choose holds the branch itself; the guests whom it lets read what is the branch's
    are not told apart from it.
    """
    former, latter = set(once), set(now)
    if audience.PUBLIC in former:
        return True
    if audience.NETWORK in former:
        return audience.PUBLIC not in latter
    return bool(former) and all(name in former or name.startswith("branch:") for name in latter)


def readers_of(own: str, shares: Iterable[str]) -> tuple[str, ...]:
    """The audiences that a reader is shown: not the single persons who write and review."""
    return tuple(name for name in (own, *shares) if not name.startswith(("user:", "officers:")))

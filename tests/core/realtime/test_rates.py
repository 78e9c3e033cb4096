"""R-06: how often is enough, by the clock alone and on the wire."""

from hypothesis import given
from hypothesis import strategies as some

from coop.core.realtime.rates import Bucket, Rate


def test_a_burst_then_one_at_a_time():
    bucket = Bucket(Rate(burst=3, per_second=2))
    assert [bucket.wait(100.0) for _ in range(4)] == [0, 0, 0, 0.5]
    assert bucket.wait(100.5) == 0
    assert bucket.wait(100.5) == 0.5


def test_a_rate_of_nothing_is_no_limit():
    bucket = Bucket(Rate(burst=0, per_second=0))
    assert {bucket.wait(1.0) for _ in range(1000)} == {0.0}


@given(some.lists(some.floats(min_value=0, max_value=5), min_size=1, max_size=60))
def test_never_more_than_burst_and_rate_allow(pauses):
    rate, now, taken = Rate(burst=5, per_second=2), 0.0, 0
    bucket = Bucket(rate)
    for pause in pauses:
        now += pause
        taken += bucket.wait(now) == 0
        assert taken <= rate.burst + rate.per_second * now + 1e-6

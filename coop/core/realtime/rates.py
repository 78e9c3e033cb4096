"""How often one person may do a thing: a bucket that fills steadily and is emptied by doing."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Rate:
    """``burst`` at once, then ``per_second`` each second; a rate of zero is no limit."""

    burst: float
    per_second: float


@dataclass(slots=True)
class Bucket:
    """One person's allowance for one kind of deed. Times are seconds of a clock that never jumps back."""

    rate: Rate
    level: float = field(default=-1.0)
    at: float = 0.0

    def wait(self, now: float) -> float:
        """Take one; returns 0, or the seconds until one will be there, in which case nothing is taken."""
        if not self.rate.per_second:
            return 0.0
        full = self.level < 0
        self.level = self.rate.burst if full else min(self.rate.burst, self.level + (now - self.at) * self.rate.per_second)
        self.at = now
        if self.level >= 1:
            self.level -= 1
            return 0.0
        return (1 - self.level) / self.rate.per_second

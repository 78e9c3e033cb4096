"""The proof: mirrors coop/, plus the law, the browser, the faults and the benchmarks."""

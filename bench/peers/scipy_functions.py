"""SciPy's counterparts of bench/stats/contenders.ts: reads {"name", "files"} a line, answers CPU seconds."""
import json
import sys
import time

import numpy as np
from scipy import stats

FUNCTIONS = {
    "sort both samples": lambda x, y: np.sort(x)[0] + np.sort(y)[0],
    "KS": lambda x, y: stats.ks_2samp(x, y).pvalue,
    "KS, exact": lambda x, y: stats.ks_2samp(x, y, method="exact").pvalue,
    "Mann–Whitney": lambda x, y: stats.mannwhitneyu(x, y).pvalue,
    "Welch": lambda x, y: stats.ttest_ind(x, y, equal_var=False).pvalue,
    "chi-square, 2 × 1000": lambda x, y: stats.chi2_contingency([x, y]).pvalue,
    "Wasserstein": lambda x, y: stats.wasserstein_distance(x, y),
    "Anderson–Darling": lambda x, y: stats.anderson_ksamp([x, y]).statistic,
}

print("ready", flush=True)
for line in sys.stdin:
    request = json.loads(line)
    samples = [np.fromfile(path) for path in request["files"]]
    start = time.process_time()
    FUNCTIONS[request["name"]](*samples)
    print(time.process_time() - start, flush=True)

# Fits scikit-learn's forests to random tables, and prints them with what they predict as lines of JSON:
# python agreement.py CASES SEED
import json
import sys
import warnings

import numpy as np
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor

warnings.filterwarnings("ignore")
random = np.random.RandomState(int(sys.argv[2]))


def chance(share):
    return random.rand() < share


def features_of(rows, columns, may_miss):
    """Whole and broken numbers, with ties; constant columns; missing values."""
    whole = random.randint(0, random.randint(2, 30), (rows, columns)).astype(float)
    features = np.where(random.rand(rows, columns) < 0.5, whole, random.randn(rows, columns).round(random.randint(0, 6)))
    for column in range(columns):
        if chance(0.3):
            features[:, column] = random.randint(0, 3, rows)
        if chance(0.1):
            features[:, column] = random.randint(0, 3)
    if may_miss and chance(0.5):
        features[random.rand(rows, columns) < random.rand() * 0.4] = np.nan
    return features


def options_of(criterion, columns):
    shares = [None, "sqrt", "log2", min(2, columns + 1), 0.6]
    options = {"criterion": criterion, "n_estimators": 8, "max_features": shares[random.randint(len(shares))]}
    if chance(0.3):
        options["max_depth"] = random.randint(1, 7)
    if chance(0.3):
        options["min_samples_leaf"] = random.randint(1, 6)
    if chance(0.3):
        options["min_samples_split"] = float(round(random.rand() * 0.3 + 0.01, 3))
    if chance(0.3):
        options["max_leaf_nodes"] = random.randint(2, 15)
    if chance(0.2):
        options["min_impurity_decrease"] = 0.01
    if chance(0.2):
        options["ccp_alpha"] = 0.01
    if chance(0.3):
        options["bootstrap"] = False
    elif chance(0.3):
        options["max_samples"] = 0.7
    return options


for seed in range(int(sys.argv[1])):
    rows, columns = random.randint(5, 200), random.randint(1, 9)
    criterion = ["gini", "entropy", "squared_error", "absolute_error"][random.randint(4)]
    features = features_of(rows, columns, may_miss=criterion != "absolute_error")
    options = options_of(criterion, columns)
    if criterion in ("gini", "entropy"):
        target = random.randint(0, random.randint(2, 6), rows)
        target[:2] = [0, 1]
        if options.get("bootstrap", True) and chance(0.3):
            options["class_weight"] = "balanced"
        forest = RandomForestClassifier(random_state=seed, **options).fit(features, target)
        predicted = forest.predict_proba(features).ravel()
    else:
        target = random.randint(0, 50, rows)
        forest = RandomForestRegressor(random_state=seed, **options).fit(features, target)
        predicted = forest.predict(features)
    case = {
        "seed": seed,
        "kind": "random_forest_classifier" if criterion in ("gini", "entropy") else "random_forest_regressor",
        "options": options,
        "features": [[None if np.isnan(value) else value for value in column] for column in features.T],
        "target": target.tolist(),
        "nodes": sum(tree.tree_.node_count for tree in forest.estimators_),
        "predicted": predicted.tolist(),
    }
    print(json.dumps(case))

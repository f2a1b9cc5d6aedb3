# Fits scikit-learn's pipeline of one of the tasks of main.ts, and prints what came of it as JSON:
# python peer.py TASK FOLDER SEED JOBS
import json
import resource
import sys
import time

import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.metrics import accuracy_score, mean_absolute_error, r2_score, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, OrdinalEncoder, StandardScaler

task, folder, seed, jobs = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])


def constant(value):
    return SimpleImputer(strategy="constant", fill_value=value)


def flat(texts):
    return np.asarray(texts).reshape(-1)


def tfidf(**options):
    return make_pipeline(constant(""), FunctionTransformer(flat), TfidfVectorizer(**options))


def split(data, share, label):
    train, test = train_test_split(data, test_size=share, random_state=42, stratify=data[label])
    train, _ = train_test_split(train, test_size=share, random_state=42, stratify=train[label])
    return train, test


def music():
    data = pd.read_parquet(f"{folder}/genres_mod.parquet").drop_duplicates().reset_index(drop=True)
    data["text_feature"] = data["title"].fillna("") + " " + data["song_name"].fillna("")
    numerical = "danceability energy loudness speechiness acousticness instrumentalness liveness valence tempo duration_ms"
    tracks = [
        ("num", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numerical.split()),
        ("cat", make_pipeline(constant(0), OrdinalEncoder()), ["time_signature", "key"]),
        ("nlp", tfidf(binary=True, max_features=10), ["text_feature"]),
    ]
    model = RandomForestClassifier(100, max_depth=13, class_weight="balanced", random_state=seed, n_jobs=jobs)
    return (*split(data, 0.3, "genre"), "genre", tracks, model)


def days(dates):
    dates = pd.DataFrame(dates).apply(pd.to_datetime)
    return dates.apply(lambda column: (column.max() - column).dt.days, axis=0).to_numpy()


def rentals(criterion, trees):
    data = pd.read_csv(f"{folder}/nyc_rentals_sample1.csv")
    places = data["longitude"].between(-74.25, -73.50) & data["latitude"].between(40.5, 41.2)
    data = data[data["price"].between(10, 350) & places].reset_index(drop=True)
    zero = "minimum_nights number_of_reviews reviews_per_month calculated_host_listings_count availability_365 longitude latitude"
    tracks = [
        ("zero", constant(0), zero.split()),
        ("ordinal", OrdinalEncoder(), ["room_type"]),
        ("hot", make_pipeline(SimpleImputer(strategy="most_frequent"), OneHotEncoder()), ["neighbourhood_group"]),
        ("date", make_pipeline(constant("2010-01-01"), FunctionTransformer(days)), ["last_review"]),
        ("name", tfidf(max_features=15, stop_words="english"), ["name"]),
    ]
    model = RandomForestRegressor(
        trees, max_depth=15, min_samples_split=4, min_samples_leaf=3, max_features=0.5, criterion=criterion,
        random_state=seed, n_jobs=jobs,
    )
    return (*split(data, 0.2, "neighbourhood_group"), "price", tracks, model)


tasks = {
    "music genres": music,
    "rentals, squared error": lambda: rentals("squared_error", 100),
    "rentals, absolute error, 10 trees": lambda: rentals("absolute_error", 10),
}
train, test, target, tracks, model = tasks[task]()
preparation = ColumnTransformer(tracks, remainder="drop", sparse_threshold=0)
start = time.process_time()
started = time.perf_counter()
model.fit(preparation.fit_transform(train), train[target])
fitted_by_clock = time.perf_counter() - started
fitted = time.process_time()
model.n_jobs = 1
features = preparation.transform(test)
predicted = model.predict_proba(features) if hasattr(model, "classes_") else model.predict(features)
done = time.process_time()
if hasattr(model, "classes_"):
    scores = {
        "AUC": roc_auc_score(test[target], predicted, average="macro", multi_class="ovo"),
        "accuracy": accuracy_score(test[target], model.classes_[predicted.argmax(axis=1)]),
    }
else:
    scores = {"MAE": mean_absolute_error(test[target], predicted), "r2": r2_score(test[target], predicted)}
megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
measured = {"fit": fitted - start, "fitByClock": fitted_by_clock, "predict": done - fitted, "megabytes": megabytes}
print(json.dumps({**measured, "scores": scores}))

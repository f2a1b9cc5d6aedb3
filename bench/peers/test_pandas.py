"""The checks of bench/suite.yaml with pytest, pandas and scipy. Paths come from REFERENCE and SAMPLE."""
import os

import pandas as pd
import pytest
import scipy.stats

NUMERIC = {
    "danceability": (0, 1), "energy": (0, 1), "key": (0, 11), "loudness": (-35, 5), "speechiness": (0, 1),
    "acousticness": (0, 1), "instrumentalness": (0, 1), "liveness": (0, 1), "valence": (0, 1), "tempo": (50, 250),
    "duration_ms": (20000, 1000000), "time_signature": (1, 5),
}
TESTED = ["danceability", "energy", "loudness", "speechiness", "acousticness", "instrumentalness", "liveness",
          "valence", "tempo", "duration_ms"]
FLOATS = [c for c in TESTED if c != "duration_ms"]
INTEGERS = ["key", "mode", "duration_ms", "time_signature"]


def read(path):
    return pd.read_parquet(path) if path.endswith(".parquet") else pd.read_csv(path)


@pytest.fixture(scope="session")
def data():
    return read(os.environ["REFERENCE"]), read(os.environ["SAMPLE"])


def test_types(data):
    _, sample = data
    for column in FLOATS:
        assert pd.api.types.is_float_dtype(sample[column])
    for column in INTEGERS:
        assert pd.api.types.is_integer_dtype(sample[column])
    for column in ["title", "genre", "song_name"]:
        assert pd.api.types.is_string_dtype(sample[column])
    assert pd.api.types.is_bool_dtype(sample["explicit"])


def test_row_count(data):
    assert len(data[1]) >= 1000


def test_ranges(data):
    for column, (low, high) in NUMERIC.items():
        assert data[1][column].dropna().between(low, high).all()


def test_sets(data):
    assert data[1]["mode"].isin([0, 1]).all()
    assert data[1]["genre"].isin([f"genre {i}" for i in range(15)]).all()


def test_nulls(data):
    for column in ["danceability", "energy", "genre"]:
        assert data[1][column].notna().all()
    assert data[1]["loudness"].isna().mean() <= 0.25


def test_moments(data):
    assert 0.4 <= data[1]["valence"].mean() <= 0.6
    assert 1 <= data[1]["tempo"].std() <= 50
    assert data[1]["title"].str.len().between(1, 100).all()


def test_kolmogorov_smirnov(data):
    reference, sample = data
    alpha = 1 - (1 - 0.001) ** (1 / len(TESTED))
    for column in TESTED:
        _, p = scipy.stats.ks_2samp(reference[column].dropna(), sample[column].dropna())
        assert p > alpha

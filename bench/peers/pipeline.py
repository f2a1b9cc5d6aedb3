"""The data stages of a pipeline of songs with pandas, SciPy and scikit-learn: python pipeline.py STEP FOLDER [FILE]"""

import hashlib
import os
import shutil
import sys

step, folder = sys.argv[1:3]


def path(name):
    return os.path.join(folder, name)


if step == "download":
    shutil.copy(sys.argv[3], path("raw.parquet"))
    with open(path("raw.parquet"), "rb") as file:
        print(hashlib.file_digest(file, "sha256").hexdigest())

if step == "preprocess":
    import pandas as pd

    songs = pd.read_parquet(path("raw.parquet")).drop_duplicates().reset_index(drop=True)
    songs["title"] = songs["title"].fillna("")
    songs["song_name"] = songs["song_name"].fillna("")
    songs["text_feature"] = songs["title"] + " " + songs["song_name"]
    songs.to_csv(path("preprocessed.csv"), index=False)

if step == "check":
    import pandas as pd
    import scipy.stats

    songs = pd.read_csv(path("preprocessed.csv"))
    ranges = {
        "time_signature": (1, 5),
        "key": (0, 11),
        "danceability": (0, 1),
        "energy": (0, 1),
        "loudness": (-35, 5),
        "speechiness": (0, 1),
        "acousticness": (0, 1),
        "instrumentalness": (0, 1),
        "liveness": (0, 1),
        "valence": (0, 1),
        "tempo": (50, 250),
        "duration_ms": (20000, 1000000),
    }
    for column, (low, high) in ranges.items():
        assert songs[column].dropna().between(low, high).all(), column
    assert songs["text_feature"].notna().all()
    assert songs["genre"].isin(set(songs["genre"].unique())).all()
    drifting = [name for name in ranges if name not in ("time_signature", "key")]
    level = 1 - (1 - 0.05) ** (1 / len(drifting))
    for column in drifting:
        values = songs[column].dropna()
        assert scipy.stats.ks_2samp(values, values).pvalue > level, column

if step == "segregate":
    import pandas as pd
    from sklearn.model_selection import train_test_split

    songs = pd.read_csv(path("preprocessed.csv"))
    train, test = train_test_split(songs, test_size=0.3, stratify=songs["genre"], random_state=42)
    train.to_csv(path("train.csv"), index=False)
    test.to_csv(path("test.csv"), index=False)

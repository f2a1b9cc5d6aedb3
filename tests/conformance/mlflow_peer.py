"""Predicts the rows of a CSV file with a model directory, in MLflow: python mlflow_peer.py MODEL FILE"""

import json
import os
import subprocess
import sys
import tempfile

import mlflow
import pandas as pd

model, file = sys.argv[1:]
rows = pd.read_csv(file)
loaded = mlflow.pyfunc.load_model(model)
columns = [column.name for column in loaded.metadata.get_input_schema().inputs]
rows = rows[columns]
for column in loaded.metadata.get_input_schema().inputs:
    kind = "float64" if column.type.name == "double" else "object"
    rows[column.name] = rows[column.name].astype(kind)
    if kind == "object":
        rows[column.name] = rows[column.name].where(rows[column.name].notna(), "")


def flat(predicted):
    frame = pd.DataFrame(predicted)
    return frame.iloc[:, 0].tolist()


labels = {"load_model": flat(loaded.predict(rows))}

# The same through the command line, as a server gets it.
with tempfile.TemporaryDirectory() as folder:
    body, out = os.path.join(folder, "in.json"), os.path.join(folder, "out.json")
    with open(body, "w") as stream:
        json.dump({"dataframe_split": json.loads(rows.to_json(orient="split", index=False))}, stream)
    command = ["-m", "mlflow", "models", "predict", "-m", model, "-i", body, "-o", out, "--env-manager", "local"]
    subprocess.run([sys.executable, *command], check=True, capture_output=True)
    with open(out) as stream:
        predictions = json.load(stream)["predictions"]
    labels["models predict"] = [list(each.values())[0] if isinstance(each, dict) else each for each in predictions]

print(json.dumps({"version": mlflow.__version__, "labels": labels}))

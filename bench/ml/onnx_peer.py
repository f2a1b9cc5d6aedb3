# Runs an ONNX model with onnxruntime, and prints what it predicts as JSON: python onnx_peer.py MODEL COLUMNS
# COLUMNS is a JSON file of an object of lists, null where a value is missing.
import json
import sys
import time

import numpy as np
import onnxruntime

try:
    import onnx

    onnx.checker.check_model(onnx.load(sys.argv[1]))
except ImportError:
    pass

session = onnxruntime.InferenceSession(sys.argv[1], providers=["CPUExecutionProvider"])
columns = json.load(open(sys.argv[2]))
feed = {}
for given in session.get_inputs():
    values = columns[given.name]
    if given.type == "tensor(string)":
        feed[given.name] = np.array(["" if value is None else value for value in values], dtype=object)
    else:
        feed[given.name] = np.array([np.nan if value is None else value for value in values], dtype=np.float64)
start = time.perf_counter()
outputs = session.run(None, feed)
seconds = time.perf_counter() - start
names = [output.name for output in session.get_outputs()]
print(json.dumps({"seconds": seconds, **{name: value.tolist() for name, value in zip(names, outputs)}}))

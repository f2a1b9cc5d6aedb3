import type { Signature } from './folder.ts'

/** The files by which MLflow knows a model, and the packages that serve it there. */
export interface MlflowFiles {
  readonly signature: Signature
  /** 32 hex digits. */
  readonly id: string
  /** The model's own file, which only mlcheck reads. */
  readonly modelFile: string
}

// With the text columns of pandas 3, MLflow's flavour for ONNX fails.
const packages = ['mlflow', 'numpy', 'onnx', 'onnxruntime', 'pandas<3']
const python = '3.11.0'

/**
 * `MLmodel`, and the environments that MLflow asks for to run `model.onnx`. Texts in double quotes mean the
 * same in JSON and in YAML.
 *
 * @see https://mlflow.org/docs/latest/ml/model/
 */
export function mlflowFiles({ signature, id, modelFile }: MlflowFiles): Readonly<Record<string, string>> {
  const { inputs, output } = signature
  const quoted = (value: unknown) => JSON.stringify(JSON.stringify(value))
  const onnx = `  onnx:
    code: null
    data: model.onnx
    onnx_version: 1.16.0
    providers:
    - CPUExecutionProvider
  python_function:
    data: model.onnx
    env:
      conda: conda.yaml
      virtualenv: python_env.yaml
    loader_module: mlflow.onnx
    python_version: ${python}
`
  const mlmodel = `flavors:
  mlcheck:
    data: ${modelFile}
    version: 1
${onnx}model_uuid: ${id}
saved_input_example_info:
  artifact_path: input_example.json
  pandas_orient: split
  serving_input_path: serving_input_example.json
  type: dataframe
signature:
  inputs: ${quoted(inputs.map(({ name, type, required }) => ({ type, name, required })))}
  outputs: ${quoted([{ type: output.type, name: output.name, required: true }])}
  params: null
`
  return {
    MLmodel: mlmodel,
    'requirements.txt': packages.map(name => `${name}\n`).join(''),
    'python_env.yaml': `python: "${python}"\ndependencies:\n- -r requirements.txt\n`,
    'conda.yaml': `channels:\n- conda-forge\ndependencies:\n- python=${python}\n- pip\n- pip:\n${packages.map(name => `  - ${name}\n`).join('')}name: mlflow-env\n`,
  }
}

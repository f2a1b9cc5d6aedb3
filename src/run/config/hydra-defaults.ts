import { nodeFromData, type PlainData } from './node.ts'
import type { ConfigSource } from './source.ts'

/** The `hydra` part of every configuration, as far as a runner without plugins has a use for it. */
const hydraConfig: PlainData = {
  defaults: [{ launcher: 'basic' }, { sweeper: 'basic' }],
  mode: null,
  run: { dir: `outputs/${now('%Y-%m-%d')}/${now('%H-%M-%S')}` },
  sweep: { dir: `multirun/${now('%Y-%m-%d')}/${now('%H-%M-%S')}`, subdir: interpolation('hydra.job.num') },
  output_subdir: '.hydra',
  overrides: { hydra: [], task: [] },
  job: {
    name: '???',
    chdir: null,
    override_dirname: '???',
    id: '???',
    num: '???',
    config_name: '???',
    env_set: {},
    env_copy: [],
    config: { override_dirname: { kv_sep: '=', item_sep: ',', exclude_keys: [] } },
  },
  runtime: { cwd: '???', output_dir: '???', choices: {} },
  verbose: false,
}

const joblib: PlainData = {
  n_jobs: -1,
  backend: null,
  prefer: 'processes',
  require: null,
  verbose: 0,
  timeout: null,
  pre_dispatch: '2*n_jobs',
  batch_size: 'auto',
  temp_folder: null,
  max_nbytes: null,
  mmap_mode: 'r',
}

const files: ReadonlyMap<string, PlainData> = new Map([
  ['hydra/config', hydraConfig],
  ['hydra/launcher/basic', {}],
  ['hydra/launcher/joblib', joblib],
  ['hydra/sweeper/basic', { max_batch_size: null, params: {} }],
])

/** The files that Hydra brings along. */
export const hydraSource: ConfigSource = {
  read(path) {
    const data = files.get(path)
    return data === undefined ? undefined : { name: `${path} (built in)`, root: nodeFromData(data) }
  },
  list(group) {
    const prefix = `${group}/`
    const within = [...files.keys()]
      .filter(path => path.startsWith(prefix))
      .map(path => path.slice(prefix.length))
    return within.length === 0 ? undefined : within.filter(name => !name.includes('/'))
  },
}

function now(format: string): string {
  return interpolation(`now:${format}`)
}

function interpolation(inside: string): string {
  return `\${${inside}}`
}

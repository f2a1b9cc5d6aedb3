import { type ConfigNode, plainData } from './node.ts'
import { isHydraOverride, type Override } from './override.ts'

/** The overrides of the program's configuration as one name, sorted; `settings` is `hydra.job.config.override_dirname`. */
export function overrideDirname(overrides: readonly Override[], settings: ConfigNode | undefined): string {
  const {
    kv_sep = '=',
    item_sep = ',',
    exclude_keys = [],
  } = (settings && objectOf(plainData(settings))) ?? {}
  const excluded = Array.isArray(exclude_keys) ? exclude_keys : []
  return overrides
    .filter(override => !isHydraOverride(override) && !excluded.includes(override.key))
    .map(({ text }) => text)
    .sort()
    .join(String(item_sep))
    .replaceAll('=', () => String(kv_sep))
}

function objectOf(data: unknown): { readonly [key: string]: unknown } | undefined {
  return typeof data === 'object' && data !== null ? { ...data } : undefined
}

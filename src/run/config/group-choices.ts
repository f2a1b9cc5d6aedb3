import { UserError } from '../../core/errors.ts'
import { didYouMean } from '../../core/suggest.ts'
import { type GroupEntry, optionsOf } from './defaults-entry.ts'
import { isSweep, keyElement, type Override, plainValueOf } from './override.ts'
import { overrideKey, type Surroundings } from './placement.ts'
import type { ConfigSource } from './source.ts'

interface Choice {
  readonly value: GroupEntry['value']
  readonly origin: string
  /** Present when the command line makes it. */
  readonly text?: string
}

/** What overrides say about config groups, and which options the defaults lists came to. */
export class GroupChoices {
  /** Overrides of values rather than of groups. */
  readonly valueOverrides: readonly Override[]
  readonly appended: readonly GroupEntry[]
  /** Override key → option, of every group that was met. */
  readonly known = new Map<string, GroupEntry['value']>()
  private readonly choices = new Map<string, Choice>()
  private readonly deletions = new Map<
    string,
    { readonly option: string | undefined; readonly text: string }
  >()
  private readonly used = new Set<string>()

  constructor(source: ConfigSource, overrides: readonly Override[]) {
    const single = overrides.filter(({ value }) => !isSweep(value))
    const isAboutGroup = (override: Override) =>
      plainValueOf(override)?.kind !== 'map' && source.list(override.key) !== undefined
    this.valueOverrides = single.filter(override => !isAboutGroup(override))
    const aboutGroups = single.filter(isAboutGroup)
    this.appended = aboutGroups.filter(({ action }) => action === 'add').map(appendedEntry)
    for (const override of aboutGroups) this.take(override)
  }

  private take(override: Override): void {
    const { action, text } = override
    if (action === 'force')
      throw new UserError(`${text} is not possible: ++ does not work for config groups.`, {
        hint: `Use ${text.slice(2)} or ${text.slice(1)}.`,
      })
    if (action === 'change')
      this.choices.set(keyElement(override), { value: givenOptions(override), origin: `${text}: `, text })
    if (action === 'remove') {
      const option = plainValueOf(override) && givenOptions(override, true)
      if (Array.isArray(option))
        throw new UserError(`${text} is not possible: only one option of a group can be removed.`)
      this.deletions.set(keyElement(override).slice(1), {
        option: typeof option === 'string' ? option : undefined,
        text,
      })
    }
  }

  /** An entry `override group: option`; the first one that is met counts. */
  addOverride(entry: GroupEntry, around: Surroundings): void {
    const key = overrideKey(entry, around)
    if (!this.choices.has(key)) this.choices.set(key, { value: entry.value, origin: entry.origin })
  }

  /** The entry with the option that an override chooses for it. */
  chosen(entry: GroupEntry, around: Surroundings): GroupEntry {
    const key = overrideKey(entry, around)
    const choice = this.choices.get(key)
    if (!choice) return entry
    this.used.add(key)
    return { ...entry, value: choice.value, origin: choice.origin }
  }

  isDeleted(entry: GroupEntry, around: Surroundings): boolean {
    const key = overrideKey(entry, around)
    const deletion = this.deletions.get(key)
    if (!deletion || (deletion.option !== undefined && deletion.option !== entry.value)) return false
    this.used.add(`~${key}`)
    return true
  }

  /** @throws UserError when the group has another option already */
  remember(entry: GroupEntry, around: Surroundings): void {
    const key = overrideKey(entry, around)
    const earlier = this.known.get(key)
    if (this.known.has(key) && earlier !== entry.value)
      throw new UserError(`${entry.origin}There are two options of ${key}: ${entry.value} and ${earlier}.`, {
        hint: entry.appended
          ? `To choose another option use ${key}=${entry.value}.`
          : `To choose another option in a defaults list use override ${key}: ${entry.value}.`,
      })
    this.known.set(key, entry.value)
  }

  /** @throws UserError for overrides that met no entry */
  ensureUsed(): void {
    for (const [key, { value, origin, text }] of this.choices) {
      if (this.used.has(key)) continue
      const sameGroup = [...this.known.keys()].filter(known => known.split('@')[0] === key.split('@')[0])
      const candidates = sameGroup.length > 0 ? sameGroup : [...this.known.keys()]
      const append = text === undefined ? '' : ` To append to your defaults list use +${key}=${value}.`
      throw new UserError(`${origin}Could not override ${key}. No match in the defaults list.`, {
        hint: didYouMean(key, candidates.sort(), 'Groups are') + append,
      })
    }
    for (const [key, { text }] of this.deletions)
      if (!this.used.has(`~${key}`))
        throw new UserError(`${text}: Could not delete ${key}. No match in the defaults list.`)
  }
}

function appendedEntry(override: Override): GroupEntry {
  const { key, package: where, text } = override
  return {
    kind: 'group',
    group: key,
    ...(where !== undefined && { package: where }),
    value: givenOptions(override),
    appended: true,
    origin: `${text}: `,
  }
}

function givenOptions(override: Override, mayBeNull = false): GroupEntry['value'] {
  const value = plainValueOf(override)
  const options = value ? optionsOf(value, `${override.text}: `) : null
  if (options !== null || mayBeNull) return options
  throw new UserError(`${override.text}: The option of a group has to be text or a list of texts.`, {
    hint: `To choose no option use ~${override.key}.`,
  })
}

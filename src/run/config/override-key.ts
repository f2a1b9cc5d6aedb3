import { UserError } from '../../core/errors.ts'
import { mostNesting } from './node.ts'
import type { Override } from './override.ts'

const group = String.raw`[A-Za-z_][\w-]*(?:/[A-Za-z_][\w-]*)+`
const part = String.raw`(?:[A-Za-z_$][\w$-]*|0|[1-9](?:_?\d)*)`
const dotted = String.raw`(?:[A-Za-z_$][\w$-]*|${part}(?:\.${part})+)?`
const key = new RegExp(`^(\\+{1,2}|~)?(${group}|${dotted})(?:@(${dotted}))?$`)
const actions = { '': 'change', '+': 'add', '++': 'force', '~': 'remove' } as const

/** What stands before the `=` of an override. */
export function readKey(before: string, text: string): Pick<Override, 'action' | 'key' | 'package'> {
  const [match, prefix = '', name = '', where] = key.exec(before) ?? []
  if (match === undefined || (name === '' && where === undefined)) throw unreadableKey(before, text)
  if (name.split('.').length > mostNesting)
    throw new UserError(`The key of ${text.slice(0, 40)}… has more than ${mostNesting} parts.`)
  const action = actions[prefix as keyof typeof actions]
  return { action, key: name, ...(where !== undefined && { package: where }) }
}

function unreadableKey(before: string, text: string): UserError {
  return new UserError(`The override ${text} has no key that can be read: "${before}".`, {
    hint: 'Keys are dotted names such as model.depth, or groups such as db or db/engine@package, after +, ++, ~ or nothing.',
  })
}

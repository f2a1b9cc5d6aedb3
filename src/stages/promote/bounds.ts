import { z } from 'zod'
import { formatNumber } from '../../core/format.ts'
import type { StageCheck } from '../../core/stage.ts'

/** Bounds of a number, ends included; `better` is no worse than that of the version that there is now. */
export const bound = z.strictObject({
  min: z.number().optional(),
  max: z.number().optional(),
  better: z.enum(['higher', 'lower']).optional(),
})

type Bound = z.output<typeof bound>

/** A number of the version that there is now, and what the version is called. */
interface Current {
  readonly value: number
  readonly label: string
}

/** Whether a number fulfils its bounds; NaN fulfils none. */
export function boundCheck(
  name: string,
  { min, max, better }: Bound,
  value: number,
  current?: Current,
): StageCheck {
  const worse = (direction: string) =>
    current && `${direction} the ${formatNumber(current.value)} of ${current.label}`
  const failures = [
    min !== undefined && value < min && `below ${formatNumber(min)}`,
    max !== undefined && value > max && `above ${formatNumber(max)}`,
    current && better === 'higher' && value < current.value && worse('below'),
    current && better === 'lower' && value > current.value && worse('above'),
    Number.isNaN(value) && 'no number',
  ].filter(text => typeof text === 'string')
  const passed = failures.length === 0
  return {
    name,
    passed,
    found: `${name} is ${formatNumber(value)}${passed ? '' : `, ${failures.join(', ')}`}`,
  }
}

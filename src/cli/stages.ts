import type { Stage } from '../core/stage.ts'
import { stages as plainStages } from '../stages/index.ts'

/** The stages that come with the tool; each is loaded by the steps that name it. */
export const stages: Readonly<Record<string, () => Promise<Stage>>> = {
  ...plainStages,
  // Those that are commands of their own besides.
  check: async () => (await import('./stageCheck.ts')).check,
  profile: async () => (await import('./stageProfile.ts')).profile,
}

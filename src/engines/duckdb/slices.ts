import type { Slice, SlicesRequest } from '../../core/engine.ts'

export async function slices(_request: SlicesRequest, _source: unknown): Promise<readonly Slice[]> {
  throw new Error('Missing.')
}

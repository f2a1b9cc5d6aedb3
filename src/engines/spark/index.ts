import type { Engine, EngineOptions } from '../../core/engine.ts'
import { UserError } from '../../core/errors.ts'

/**
 * Apache Spark 4, over Spark Connect.
 *
 * @throws UserError when there is no such server, or the packages to speak to it are missing
 */
export async function openSpark({ remote, ...options }: EngineOptions): Promise<Engine> {
  if (remote === undefined)
    throw new UserError('The engine spark needs the address of a Spark Connect server.', {
      hint: 'Name it with --remote sc://host:15002, or in the variable MLCHECK_REMOTE.',
    })
  const { connectEngine } = await optional(import('./engine.ts'))
  return connectEngine(remote, options)
}

/** A module whose packages need not be installed. */
async function optional<T>(module: Promise<T>): Promise<T> {
  try {
    return await module
  } catch (cause) {
    if (!(cause instanceof Error) || !('code' in cause) || cause.code !== 'ERR_MODULE_NOT_FOUND') throw cause
    throw new UserError('The engine spark needs packages that are not installed.', {
      hint: 'Install them: npm install @grpc/grpc-js @bufbuild/protobuf',
      cause,
    })
  }
}

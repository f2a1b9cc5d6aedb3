import { messageOf, UserError, unreadable } from '../core/errors.ts'

const reasons: Readonly<Record<string, string>> = {
  E2BIG: 'its arguments are too long for this system',
  EACCES: 'permission is denied',
  EDQUOT: 'the disk quota is used up',
  EISDIR: 'a folder is in its place',
  ENAMETOOLONG: 'its name is too long for this disk',
  ENOENT: 'it does not exist',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a file is in the place of a folder',
  EPERM: 'permission is denied',
  EROFS: 'the disk is read-only',
}

/** Whether the operating system refused with one of these codes, such as `ENOENT`. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}

/** The result of `work`; a refusal of the operating system becomes `<what> because <reason>.` with exit code 3. */
export async function orExplain<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof UserError || !(error instanceof Error) || !('syscall' in error)) throw error
    const reason = reasons['code' in error ? String(error.code) : ''] ?? messageOf(error)
    throw unreadable(`${what} because ${reason}.`, { cause: error })
  }
}

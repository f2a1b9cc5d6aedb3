import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Magic numbers of statfs(2). */
const networkFileSystems: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xfe534d42, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0x01021997, '9P'],
  [0x5346414f, 'AFS'],
  [0x00c36400, 'Ceph'],
  [0x0bd00bd0, 'Lustre'],
  [0x47504653, 'GPFS'],
])

/** What people call a network file system of this statfs type; `undefined` for a local one. */
export function networkFileSystemName(type: number): string | undefined {
  // The field is signed on some platforms.
  return networkFileSystems.get(type >>> 0)
}

/** The network file system that a folder is on, or will be on once it exists. */
export async function networkFileSystemOf(folder: string): Promise<string | undefined> {
  try {
    return networkFileSystemName((await statfs(folder)).type)
  } catch {
    return dirname(folder) === folder ? undefined : networkFileSystemOf(dirname(folder))
  }
}

import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Artifact, ArtifactFile } from '../core/artifact.ts'
import { withoutCredentials } from '../core/credentials.ts'
import { UserError, unreadable } from '../core/errors.ts'
import { pathBelow } from './checkout.ts'
import { fetchReference, stateOfUrl } from './httpReference.ts'
import { digestOfFile } from './objects.ts'
import { listSourceFiles } from './sourceFiles.ts'
import { orExplain } from './systemError.ts'

/**
 * The files that a URI refers to, sorted by path, with the state in which they are now: all files below a folder, else
 * one, which is called as the URI ends. Bytes of schemes other than http, https and file are not looked at.
 *
 * @param store the store's own folder, which is left out
 * @throws UserError when the text is no URI, or what it refers to cannot be read
 */
export async function referencesTo(
  uri: string,
  store: string,
  signal: AbortSignal | undefined,
): Promise<readonly ArtifactFile[]> {
  const scheme = schemeOf(uri)
  if (scheme === 'file') return localReferences(uri, store)
  const path = nameOf(uri)
  if (scheme === 'http' || scheme === 'https') return [{ path, uri, ...(await stateOfUrl(uri, signal)) }]
  return [{ path, uri, digest: `uri:${createHash('sha256').update(uri).digest('hex')}` }]
}

/**
 * The paths of the files that an artifact refers to, which are where they were or fetched into a temporary folder.
 *
 * @param temporaryFolder makes one
 * @throws UserError with exit code 3 when one is no longer what was referred to, is not there, or is of a scheme that
 * cannot be read
 */
export async function fetchReferences(
  artifact: Artifact,
  temporaryFolder: () => Promise<string>,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const paths: string[] = []
  let folder: string | undefined
  for (const file of artifact.files) {
    const { uri = '', path } = file
    const scheme = schemeOf(uri)
    if (scheme === 'file') paths.push(await unchangedFile(artifact, file))
    else if (scheme === 'http' || scheme === 'https') {
      folder ??= await temporaryFolder()
      const target = pathBelow(folder, path, artifact)
      await mkdir(dirname(target), { recursive: true })
      assertUnchanged(artifact, file, await fetchReference(uri, target, file.digest, signal))
      paths.push(target)
    } else throw unreadableScheme(artifact, uri, scheme)
  }
  return paths
}

async function localReferences(uri: string, store: string): Promise<readonly ArtifactFile[]> {
  const files: ArtifactFile[] = []
  for (const { absolutePath, path } of await listSourceFiles(pathOf(uri), store)) {
    const { digest, size } = await stateOfFile(absolutePath)
    files.push({ path, size, digest, uri: pathToFileURL(absolutePath).href })
  }
  return files
}

async function unchangedFile(artifact: Artifact, file: ArtifactFile): Promise<string> {
  const path = pathOf(file.uri ?? '')
  const { name, version } = artifact
  if (!statSync(path, { throwIfNoEntry: false })?.isFile())
    throw unreadable(`${name}:${version} refers to ${path}, and there is no such file.`)
  assertUnchanged(artifact, file, (await stateOfFile(path)).digest)
  return path
}

async function stateOfFile(path: string): Promise<{ readonly digest: string; readonly size: number }> {
  const digest = await orExplain(`${path} cannot be read`, () => digestOfFile(path))
  return { digest: `sha256:${digest}`, size: statSync(path).size }
}

function assertUnchanged({ name, version }: Artifact, { uri = '', digest }: ArtifactFile, now: string): void {
  if (now === digest) return
  const shown = withoutCredentials(uri)
  throw unreadable(
    `${shown} is no longer what ${name}:${version} refers to: it was ${digest} and is ${now}.`,
    {
      hint: 'Refer to it again to have its present state as the next version.',
    },
  )
}

function unreadableScheme({ name, version }: Artifact, uri: string, scheme: string): UserError {
  return unreadable(
    `${name}:${version} refers to ${withoutCredentials(uri)}, and mlcheck cannot read ${scheme} itself.`,
    { hint: 'Fetch it with a tool for that, and put the file.' },
  )
}

function schemeOf(uri: string): string {
  const scheme = URL.canParse(uri) ? new URL(uri).protocol.slice(0, -1) : ''
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(uri) && scheme !== '' && !/[\s\p{Cc}]/u.test(uri)) return scheme
  throw new UserError(`${JSON.stringify(withoutCredentials(uri))} is no URI that can be referred to.`, {
    hint: 'URIs are written https://HOST/FILE, s3://BUCKET/FILE or file:///FOLDER/FILE.',
  })
}

function pathOf(uri: string): string {
  try {
    return fileURLToPath(uri)
  } catch (cause) {
    throw new UserError(`${JSON.stringify(uri)} is no URI of a file on this machine.`, {
      hint: 'Such a URI has three slashes: file:///FOLDER/FILE.',
      cause,
    })
  }
}

/** The last part of the path as it stands there, from which the format follows. */
function nameOf(uri: string): string {
  const name = new URL(uri).pathname.split('/').at(-1)?.slice(-100) ?? ''
  return name === '' || name === '.' || name === '..' ? 'data' : name
}

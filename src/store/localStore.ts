import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Transaction } from '@libsql/client'
import type {
  Artifact,
  ArtifactChanges,
  ArtifactFile,
  ArtifactReference,
  ArtifactStore,
  GarbageReport,
  OpenedArtifact,
  PutRequest,
  PutResult,
  ReferRequest,
} from '../core/artifact.ts'
import { artifactName, freeAlias, latest } from '../core/artifact.ts'
import { checkedMetadata, checkedTags } from '../core/artifactFacts.ts'
import { UserError, unreadable } from '../core/errors.ts'
import { formatList } from '../core/format.ts'
import { deleteAlias, deleteVersion, findEntry, listEntries, moveAlias } from './catalogue.ts'
import { checkOut } from './checkout.ts'
import { type Database, readDatabase, writeDatabase } from './database.ts'
import type { Entry } from './entry.ts'
import { expired } from './expired.ts'
import { edited } from './facts.ts'
import { databaseFile, networkWarning, prepareFolder } from './folder.ts'
import { collectGarbage } from './garbage.ts'
import { addObject, objectPath } from './objects.ts'
import { onlyFile } from './onlyFile.ts'
import { fetchReferences, referencesTo } from './references.ts'
import { listSourceFiles, type SourceFile } from './sourceFiles.ts'
import { emptyStore, unknownArtifact } from './unknown.ts'
import { verifyObjects } from './verify.ts'
import { insertVersion, updateFacts, type Wanted } from './versions.ts'

/** A store in a folder, shared by any number of processes of one machine. */
export class LocalStore implements ArtifactStore {
  readonly location: string
  readonly #file: string
  readonly #warnOnNetwork: () => Promise<void>
  #temporaryFolders: string[] = []

  constructor(location: string, warn: (text: string) => void) {
    this.location = location
    this.#file = databaseFile(location)
    this.#warnOnNetwork = networkWarning(location, warn)
  }

  async put(request: PutRequest): Promise<PutResult> {
    const wanted = checkedRequest(request)
    const sources = await listSourceFiles(request.path, this.location)
    await this.#warnOnNetwork()
    await prepareFolder(this.location)
    const files: ArtifactFile[] = []
    for (const { absolutePath, path } of sources)
      files.push({ path, ...(await addObject(this.location, absolutePath, request.signal)) })
    const result = await this.#record(wanted, files, () => this.#addMissing(sources, files))
    // So that opening it has nothing left to write.
    await this.#layOut(result.artifact)
    return result
  }

  async refer(request: ReferRequest): Promise<PutResult> {
    const wanted = checkedRequest(request)
    const files = await referencesTo(request.uri, this.location, request.signal)
    await this.#warnOnNetwork()
    await prepareFolder(this.location)
    return this.#record(wanted, files, async () => {})
  }

  async find(reference: ArtifactReference): Promise<Artifact> {
    const artifact = await this.#read(
      async database => (await this.#entry(database, reference)).artifact,
      undefined,
    )
    if (artifact === undefined) throw emptyStore(reference, this.location)
    return artifact
  }

  async list(
    filter: { readonly project?: string; readonly name?: string } = {},
  ): Promise<readonly Artifact[]> {
    return this.#read(
      async database => (await listEntries(database, filter)).map(({ artifact }) => artifact),
      [],
    )
  }

  async open(
    reference: ArtifactReference,
    { path, signal }: { readonly path?: string; readonly signal?: AbortSignal } = {},
  ): Promise<OpenedArtifact> {
    const whole = await this.find(reference)
    if (whole.isExpired) throw expired(whole)
    const artifact = path === undefined ? whole : onlyFile(whole, path)
    if (artifact.files.some(({ uri }) => uri !== undefined))
      return { artifact, paths: await fetchReferences(artifact, () => this.#temporaryFolder(), signal) }
    await verifyObjects(this.location, artifact)
    return { artifact, paths: await this.#layOut(artifact) }
  }

  async edit(reference: ArtifactReference, changes: ArtifactChanges): Promise<Artifact> {
    return this.#change(reference, async (transaction, entry) => {
      await updateFacts(transaction, entry.id, edited(entry.artifact, changes))
      return (await this.#entry(transaction, versionOf(entry))).artifact
    })
  }

  async setAlias(reference: ArtifactReference, alias: string): Promise<Artifact> {
    const free = freeAlias(alias)
    return this.#change(reference, async (transaction, entry) => {
      await moveAlias(transaction, entry, free)
      return (await this.#entry(transaction, versionOf(entry))).artifact
    })
  }

  async removeAlias(reference: ArtifactReference, alias: string): Promise<Artifact> {
    const free = freeAlias(alias)
    return this.#change({ ...reference, alias: free }, async (transaction, entry) => {
      await deleteAlias(transaction, entry.collection, free)
      return (await this.#entry(transaction, versionOf(entry))).artifact
    })
  }

  async remove(reference: ArtifactReference, { force = false } = {}): Promise<Artifact> {
    return this.#change(reference, async (transaction, entry) => {
      const { name, version, aliases } = entry.artifact
      const free = aliases.filter(alias => alias !== latest)
      if (free.length > 0 && !force)
        throw new UserError(`${name}:${version} is in use as ${formatList(free)}.`, {
          hint: 'Let the aliases point at another version first, or remove it with --force.',
        })
      await deleteVersion(transaction, entry)
      return entry.artifact
    })
  }

  async collectGarbage({ dryRun = false } = {}): Promise<GarbageReport> {
    const nothing = { expiredVersions: 0, removedFiles: 0, removedBytes: 0, recentFiles: 0 }
    if (!existsSync(this.#file)) return nothing
    const work = (database: Database) => collectGarbage(database, this.location, { dryRun })
    return dryRun ? this.#read(work, nothing) : writeDatabase(this.#file, work)
  }

  async close(): Promise<void> {
    const folders = this.#temporaryFolders
    this.#temporaryFolders = []
    for (const folder of folders) await rm(folder, { recursive: true, force: true })
  }

  async #record(
    wanted: Wanted,
    files: readonly ArtifactFile[],
    prepare: () => Promise<void>,
  ): Promise<PutResult> {
    const content = { digest: digestOfFiles(files), files }
    return writeDatabase(this.#file, async transaction => {
      await prepare()
      const { number, isNew } = await insertVersion(transaction, wanted, content)
      const reference = { project: wanted.project, name: wanted.name, alias: `v${number}` }
      return { artifact: (await this.#entry(transaction, reference)).artifact, isNew }
    })
  }

  async #temporaryFolder(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'mlcheck-'))
    this.#temporaryFolders.push(folder)
    return folder
  }

  async #layOut(artifact: Artifact): Promise<readonly string[]> {
    const { paths, temporary } = await checkOut(this.location, artifact)
    if (temporary !== undefined) this.#temporaryFolders.push(temporary)
    return paths
  }

  async #entry(database: Database, reference: ArtifactReference): Promise<Entry> {
    const entry = await findEntry(database, reference)
    if (entry === undefined) throw await unknownArtifact(database, reference, this.location)
    return entry
  }

  async #change(
    reference: ArtifactReference,
    work: (transaction: Transaction, entry: Entry) => Promise<Artifact>,
  ): Promise<Artifact> {
    if (!existsSync(this.#file)) throw emptyStore(reference, this.location)
    return writeDatabase(this.#file, async transaction =>
      work(transaction, await this.#entry(transaction, reference)),
    )
  }

  async #read<T>(work: (database: Database) => Promise<T>, whenEmpty: T): Promise<T> {
    await this.#warnOnNetwork()
    return readDatabase(this.#file, work, whenEmpty)
  }

  /** Stores again what a garbage collection took away since it was stored; within a transaction none can. */
  async #addMissing(sources: readonly SourceFile[], files: readonly ArtifactFile[]): Promise<void> {
    for (const [index, { absolutePath }] of sources.entries()) {
      const digest = files[index]?.digest ?? ''
      if (existsSync(objectPath(this.location, digest))) continue
      if ((await addObject(this.location, absolutePath)).digest !== digest)
        throw unreadable(`${absolutePath} was changed by another process while it was stored.`)
    }
  }
}

function checkedRequest(request: Wanted): Wanted {
  return {
    ...request,
    project: artifactName('project', request.project),
    name: artifactName('artifact', request.name),
    type: request.type === undefined ? undefined : artifactName('type', request.type),
    aliases: (request.aliases ?? []).map(freeAlias),
    metadata: checkedMetadata(request.metadata ?? {}),
    tags: checkedTags(request.tags ?? []),
  }
}

function versionOf({ artifact: { project, name, version } }: Entry): ArtifactReference {
  return { project, name, alias: version }
}

function digestOfFiles(files: readonly ArtifactFile[]): string {
  const hash = createHash('sha256')
  for (const { path, digest } of files) hash.update(`${path}:${digest}\n`)
  return hash.digest('hex')
}

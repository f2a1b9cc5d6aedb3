import { chmod, mkdir } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { workbench } from './support.ts'

const { file, open, openFile, path, refusal } = workbench()

test('a file that does not exist', async () => {
  expect(await refusal(openFile(path('absent.csv')))).toMatchInlineSnapshot(`
    "There is no file absent.csv. (exit 3)
    Check the path; it is relative to the current folder."
  `)
})

test('a directory', async () => {
  await mkdir(path('folder.csv'))
  expect(await refusal(openFile(path('folder.csv')))).toMatchInlineSnapshot(`
    "folder.csv is a directory. (exit 3)
    Name a file, or a pattern such as data/*.csv."
  `)
})

test('an empty file', async () => {
  expect(await refusal(file('', { name: 'empty.csv' }))).toMatchInlineSnapshot(`
    "empty.csv is empty (0 bytes). (exit 3)
    A table needs at least a header line."
  `)
})

test('a file of blank lines', async () => {
  expect(await refusal(file('\n\n', { name: 'blank.csv' }))).toMatchInlineSnapshot(`
    "blank.csv has only blank lines. (exit 3)
    A table needs at least a header line."
  `)
})

// The superuser may read everything.
test.skipIf(process.getuid?.() === 0)('a file that must not be read', async () => {
  await file('a\n1\n', { name: 'secret.csv' })
  await chmod(path('secret.csv'), 0)
  expect(await refusal(openFile(path('secret.csv')))).toMatch(/permission denied/)
})

test('a line with too few or too many fields', async () => {
  expect(await refusal(file('a,b\n1,"x\ny"\n3\n4,5\n', { name: 'short.csv' }))).toMatchInlineSnapshot(
    `
    "Line 4 of short.csv has 1 field instead of 2. (exit 3)
    Correct the line, or name the delimiter if it is not a comma."
  `,
  )
  expect(await refusal(file('a,b\n1,2\n\n3,4,5\n', { name: 'long.csv' }))).toMatchInlineSnapshot(
    `
    "Line 4 of long.csv has 3 fields instead of 2. (exit 3)
    Correct the line, or name the delimiter if it is not a comma."
  `,
  )
  expect(
    await refusal(file(`a,b\n${'1,2\n'.repeat(50_000)}3\n`, { name: 'late.csv' })),
  ).toMatchInlineSnapshot(`
    "Line 50002 of late.csv has 1 field instead of 2. (exit 3)
    Correct the line, or name the delimiter if it is not a comma."
  `)
  expect(await refusal(file('a\nx\ny,z\n', { name: 'one.csv' }))).toMatchInlineSnapshot(`
    "Line 3 of one.csv has 2 fields instead of 1. (exit 3)
    Correct the line, or name the delimiter if it is not a comma."
  `)
})

test('a quote that is never closed, and text after a closing quote', async () => {
  expect(await refusal(file('a,b\n1,2\n3,"4\n5,6\n', { name: 'open.csv' }))).toMatchInlineSnapshot(
    `
    "The quote that opens on line 3 of open.csv is never closed. (exit 3)
    Close it, or name the quote character; " was assumed."
  `,
  )
  expect(await refusal(file('a,b\n1,"x"y\n3,4\n', { name: 'after.csv' }))).toMatchInlineSnapshot(
    `
    "Line 2 of after.csv has text after a closing quote. (exit 3)
    Double a quote that belongs to the text: ""."
  `,
  )
})

test('bytes that are not UTF-8', async () => {
  const latin = Buffer.from(`a,b\n${'1,x\n'.repeat(3000)}2,café\n`, 'latin1')
  expect(await refusal(file(latin, { name: 'latin.csv' }))).toMatchInlineSnapshot(`
    "Line 3002 of latin.csv is not valid UTF-8. (exit 3)
    If the file is in another encoding, say so with the encoding latin-1 or utf-16."
  `)
  const wide = Buffer.from('\ufeffa,b\n1,2\n', 'utf16le')
  expect(await refusal(file(wide, { name: 'wide.csv' }))).toMatchInlineSnapshot(`
    "wide.csv is in UTF-16, not in UTF-8. (exit 3)
    Say so with the encoding utf-16."
  `)
})

test('a NUL byte', async () => {
  expect(await refusal(file('a,b\n1,x\n2,y\0z\n', { name: 'nul.csv' }))).toMatchInlineSnapshot(`
    "Line 3 of nul.csv holds a NUL byte, which text never does. (exit 3)
    The file may be damaged, or in UTF-16: then say so with the encoding utf-16."
  `)
  expect(await refusal(file('a,b\n1,2\n2,3\0\n', { name: 'nul-number.csv' }))).toMatchInlineSnapshot(
    `
    "Line 3 of nul-number.csv holds a NUL byte, which text never does. (exit 3)
    The file may be damaged, or in UTF-16: then say so with the encoding utf-16."
  `,
  )
})

test('lines that end with CR here and LF there', async () => {
  expect(await refusal(file('a,b\n1,2\r3,4\n', { name: 'cr.csv' }))).toMatchInlineSnapshot(`
    "The lines of cr.csv do not all end alike: LF and CR. (exit 3)
    Convert the file to one kind of line end."
  `)
})

test('two columns of one name', async () => {
  expect(await refusal(file('a,b,a\n1,2,3\n', { name: 'twice.csv' }))).toMatchInlineSnapshot(`
    "twice.csv has two columns named "a": column 1 and column 3 of line 1. (exit 3)
    Give every column its own name."
  `)
})

test('archives that are none, or are cut', async () => {
  expect(await refusal(file('a,b\n1,2\n', { name: 'plain.csv.gz' }))).toMatchInlineSnapshot(`
    "plain.csv.gz is not compressed, although its name says so. (exit 3)
    Rename it, or compress it with gzip."
  `)
  const cells = Array.from({ length: 200_000 }, (_, index) => `${index},${(index * 7919) % 10_007}`)
  const whole = gzipSync(`a,b\n${cells.join('\n')}\n`)
  expect(
    await refusal(file(whole.subarray(0, whole.length / 2), { name: 'cut.csv.gz' })),
  ).toMatchInlineSnapshot(`
    "cut.csv.gz is damaged: it does not unpack to its end. (exit 3)
    Compress the original again."
  `)
})

test('files whose columns differ', async () => {
  await file('a,b\n1,2\n', { name: 'one-b.csv' })
  await file('a,c\n1,2\n', { name: 'one-c.csv' })
  const paths = [path('one-b.csv'), path('one-c.csv')]
  expect(await refusal(open({ kind: 'files', label: 'both', paths }))).toMatchInlineSnapshot(`
    "one-b.csv and one-c.csv have different columns: one-c.csv lacks b, and one-b.csv lacks c. (exit 3)
    Files that are read together need the same columns."
  `)
})

test('a delimiter that is none', async () => {
  expect(await refusal(file('a,b\n1,2\n', { delimiter: '::' }))).toMatchInlineSnapshot(`
    "The delimiter "::" is not a single ASCII character. (exit 2)
    Usual are , ; | and a tab."
  `)
})

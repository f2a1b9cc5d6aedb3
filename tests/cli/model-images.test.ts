import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { builtCommand, runCli } from '../support/cli.ts'
import { imageModelFolder, specText } from '../support/imageModel.ts'
import { images } from '../support/images.ts'
import { network } from '../support/network.ts'
import { workspace } from '../support/workspace.ts'

const files = { 'images/a.png': images.rgb, 'images/b.jpg': images.jpeg, 'images/c.png': images.grey }

test('an ONNX network becomes a model that predicts images', async () => {
  const given = workspace({ 'net.onnx': network(), 'spec.yaml': specText, ...files })
  expect(await given.run('model', 'import', 'net.onnx', '--image-spec', 'spec.yaml')).toMatchInlineSnapshot(`
    {
      "code": 0,
      "stderr": "",
      "stdout": "model: 3 labels

    mlcheck model predict model images/*.png
    mlcheck model serve model
    ",
    }
  `)
  expect(readFileSync(join(given.folder, 'model', 'MLmodel'), 'utf8')).toMatchInlineSnapshot(`
    "flavors:
      mlcheck:
        data: image-model.mlcheck.json
        version: 1
      onnx:
        code: null
        data: model.onnx
        onnx_version: 1.16.0
        providers:
        - CPUExecutionProvider
    model_uuid: aec1a59e0c9656e1722385768ed915e8
    signature:
      inputs: "[{\\"type\\":\\"binary\\",\\"name\\":\\"image\\",\\"required\\":true}]"
      outputs: "[{\\"type\\":\\"string\\",\\"name\\":\\"label\\",\\"required\\":true},{\\"type\\":\\"double\\",\\"name\\":\\"probability\\",\\"required\\":true}]"
      params: null
    "
  `)
  const { code, stdout, stderr } = await given.run(
    'model',
    'predict',
    'model',
    'images/*.png',
    'images/b.jpg',
    '--shares',
  )
  expect([code, stderr]).toEqual([0, ''])
  const [head, ...rows] = stdout.trim().split('\n')
  expect(head).toBe('file,label,probability,share cat,share dog,share bird')
  // softmax of what onnxruntime 1.32.0 makes of the images as Pillow 13.0.0 prepares them
  expect(
    rows.map(row => row.split(',').map(cell => (Number(cell) ? Number(cell).toFixed(6) : cell))),
  ).toEqual([
    ['"images/a.png"', 'bird', '0.478889', '0.206581', '0.314530', '0.478889'],
    ['"images/c.png"', 'bird', '0.662162', '0.091582', '0.246256', '0.662162'],
    ['"images/b.jpg"', 'bird', '0.460366', '0.220806', '0.318828', '0.460366'],
  ])
})

test('images that cannot be taken are named, and do not stop the others', async () => {
  const given = await imageModelFolder({
    ...files,
    'images/aa.jpg': images.cut,
    'images/d.png': Buffer.from('none'),
  })
  const { code, stdout, stderr } = await given.run('model', 'predict', 'model', 'images/*')
  expect({ code, stderr }).toMatchInlineSnapshot(`
    {
      "code": 0,
      "stderr": "warning: images/aa.jpg is damaged: VipsJpeg: premature end of JPEG image.
    warning: images/d.png is no PNG or JPEG file.
    ",
    }
  `)
  expect(stdout.split('\n').map(line => line.split(',').slice(0, 2))).toEqual([
    ['file', 'label'],
    ['"images/a.png"', 'bird'],
    ['"images/aa.jpg"', ''],
    ['"images/b.jpg"', 'bird'],
    ['"images/c.png"', 'bird'],
    ['"images/d.png"', ''],
    [''],
  ])
  expect(await given.run('model', 'predict', 'model', 'images/d.png')).toMatchInlineSnapshot(`
    {
      "code": 3,
      "stderr": "error: No image can be predicted. images/d.png is no PNG or JPEG file.
    ",
      "stdout": "",
    }
  `)
  const out = await given.run('model', 'predict', 'model', 'images/*.png', '--out', 'out.ndjson')
  expect(out.stderr).toContain('2 images predicted, in out.ndjson\n')
  expect(JSON.parse(readFileSync(join(given.folder, 'out.ndjson'), 'utf8').split('\n')[2] ?? '')).toEqual({
    file: 'images/d.png',
    label: null,
    probability: null,
  })
})

test('a specification may be JSON and have its labels in a file', async () => {
  const spec = { crop: [6, 6], resize: [6, 6], topK: 2 }
  const given = workspace({
    'net.onnx': network(),
    'in/text.json': JSON.stringify({ ...spec, labels: 'labels.txt' }),
    'in/list.json': JSON.stringify({ ...spec, labels: 'labels.json' }),
    'in/labels.txt': 'cat\r\ndog\r\nbird\r\n',
    'in/labels.json': '["cat", "dog", "bird"]',
    ...files,
  })
  const found = []
  for (const kind of ['text', 'list']) {
    await given.run('model', 'import', 'net.onnx', '--image-spec', `in/${kind}.json`, '--out', kind)
    found.push(await given.run('model', 'predict', kind, 'images/a.png'))
  }
  expect(found[0]?.stdout).toMatch(
    /^file,label,probability,label 2,probability 2\n"images\/a.png",bird,0\.\d+,dog,0\.\d+\n$/,
  )
  expect(found[1]).toEqual(found[0])
})

test('a model of images is an artifact too, is served, and goes into an image', async () => {
  const given = await imageModelFolder(files)
  await given.run('artifact', 'put', 'model', '--type', 'model', '--name', 'birds', '--alias', 'prod')
  const [fromFolder, fromStore] = await Promise.all(
    ['model', 'birds:prod'].map(model => given.run('model', 'predict', model, 'images/a.png')),
  )
  expect(fromStore).toEqual(fromFolder)
  let answer: Promise<unknown> | undefined
  const { code } = await runCli(['model', 'serve', 'birds:prod', '--port', '0'], {
    cwd: given.folder,
    onStderr: (text, signal) => {
      const [, address] = /answers at (\S+);/.exec(text) ?? []
      if (address === undefined || answer) return
      answer = fetch(address, { method: 'POST', body: images.rgb, headers: { 'content-type': 'image/png' } })
        .then(response => response.json())
        .finally(() => signal('SIGINT'))
    },
  })
  expect([code, await answer]).toEqual([
    0,
    { predictions: [{ label: 'bird', probability: expect.any(Number) }] },
  ])
  await given.run('model', 'dockerfile', 'model')
  expect(readFileSync(join(given.folder, 'image', 'Dockerfile'), 'utf8')).toMatch(/ onnxruntime-web sharp\n/)
})

test('mistakes are sentences', async () => {
  const given = await imageModelFolder(files)
  const said = async (...args: readonly string[]) => {
    const { code, stderr } = await given.run('model', ...args)
    return `${code} ${stderr}`
  }
  writeFileSync(join(given.folder, 'bad.yaml'), 'crop: 6\nlabel: [cat]\n')
  writeFileSync(join(given.folder, 'worse.yaml'), 'crop: [')
  writeFileSync(join(given.folder, 'lost.yaml'), 'crop: 6\nlabels: lost.txt\n')
  const specified = (spec: string) => said('import', 'net.onnx', '--image-spec', spec, '--out', 'other')
  expect(await specified('bad.yaml')).toMatchInlineSnapshot(`
    "2 error: bad.yaml is not valid. labels: Invalid input: expected array, received undefined; the whole: Unrecognized key: "label".
    hint:  mlcheck model import --help shows what a specification may say.
    "
  `)
  expect(await specified('worse.yaml')).toMatchInlineSnapshot(`
    "2 error: worse.yaml is no YAML: Flow sequence in block collection must be sufficiently indented and end with a ] at line 1, column 8.
    "
  `)
  expect(await specified('lost.yaml')).toMatchInlineSnapshot(`
    "3 error: There is no file lost.txt.
    "
  `)
  expect(
    await said('import', 'nett.onnx', '--image-spec', 'spec.yaml', '--out', 'other'),
  ).toMatchInlineSnapshot(`
    "3 error: There is no file nett.onnx.
    "
  `)
  expect(await said('import', 'net.onnx', '--image-spec', 'spec.yaml')).toMatchInlineSnapshot(`
    "3 error: model is there already.
    hint:  Choose another folder with --out.
    "
  `)
  expect(await said('import', 'net.onnx')).toMatchInlineSnapshot(`
    "2 error: Required option '--image-spec <file>' not specified.
    hint:  mlcheck model --help shows what is possible.
    "
  `)
  expect(await said('predict', 'model', 'images')).toMatchInlineSnapshot(`
    "3 error: images is a directory.
    hint:  Name files, or a glob such as 'images/*.png'.
    "
  `)
  expect(await said('predict', 'model', 'images/*.gif')).toMatchInlineSnapshot(`
    "3 error: There is no file images/*.gif.
    hint:  Looked in DIR.
    "
  `)
  expect(await said('predict', 'model', 'images/a.png', '--keep', 'id')).toMatchInlineSnapshot(`
    "2 error: --keep is about tables, and model is a model of images.
    "
  `)
  expect(existsSync(join(given.folder, 'other'))).toBe(false)
})

test('without the optional packages, what to install is said', async () => {
  const given = workspace({ 'net.onnx': network(), 'spec.yaml': specText })
  cpSync(dirname(builtCommand), join(given.folder, 'dist'), { recursive: true })
  const { code, stderr } = await runCli(['model', 'import', 'net.onnx', '--image-spec', 'spec.yaml'], {
    cwd: given.folder,
    command: join(given.folder, 'dist', 'cli.js'),
  })
  expect({ code, stderr }).toMatchInlineSnapshot(`
    {
      "code": 2,
      "stderr": "error: Models of images need the package sharp, which is not installed.
    hint:  Install what models of images need where mlcheck is: npm install onnxruntime-web sharp.
    ",
    }
  `)
})

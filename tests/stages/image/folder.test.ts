import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { imageSpec } from '../../../src/ml/index.ts'
import { isImageModel, openImageModel, writeImageModel } from '../../../src/stages/image/folder.ts'
import { predict } from '../../../src/stages/predict/index.ts'
import { images } from '../../support/images.ts'
import { network } from '../../support/network.ts'
import { runStage } from '../../support/stage.ts'
import { workspace } from '../../support/workspace.ts'

const spec = imageSpec.parse({ resize: 8, crop: 6, labels: ['cat', 'dog', 'bird'] })

async function written() {
  const folder = join(workspace().folder, 'model')
  await writeImageModel(folder, network(), spec)
  return folder
}

test('a model that was written is the one that is opened', async () => {
  const folder = await written()
  expect([isImageModel(folder), isImageModel(join(folder, '..'))]).toEqual([true, false])
  const opened = await openImageModel(folder, 'birds')
  expect(opened.spec).toEqual(spec)
  expect((await opened.classify(images.rgb)).top).toMatchObject([{ label: 'bird' }])
})

test('a damaged model is refused with the reason', async () => {
  const folder = await written()
  writeFileSync(join(folder, 'image-model.mlcheck.json'), '{"schema": "mlcheck.image-model/2"}')
  await expect(openImageModel(folder, 'birds:v1')).rejects.toThrowErrorMatchingInlineSnapshot(
    `[UserError: birds:v1 is no model of images that can be read: its schema is "mlcheck.image-model/2".]`,
  )
})

test('a stage that takes models of tables says what a model of images is for', async () => {
  const running = runStage(predict, {
    params: {},
    inputs: { model: { 'image-model.mlcheck.json': '{}' }, data: { 'x.csv': 'x\n1\n' } },
  })
  await expect(running.catch(({ message, hint }) => `${message} ${hint}`)).resolves.toMatchInlineSnapshot(
    `"model:v0 is no model: it has no model.mlcheck.json. It is a model of images, which mlcheck model predict and mlcheck model serve take."`,
  )
})

import { z } from 'zod'

const side = z.int().min(1).max(10_000)
const size = z.union([side, z.tuple([side, side])])
const channelCounts = { rgb: 3, bgr: 3, grey: 1 } as const

/** How images are prepared for a network, and what its output means, as plain data. */
export const imageSpec = z
  .strictObject({
    resize: size
      .optional()
      .describe(
        'The length of the shorter side, or [height, width]: bilinear and antialiased, as PIL does it.',
      ),
    crop: size.optional().describe('The middle that is kept: the side of a square, or [height, width].'),
    channels: z.enum(['rgb', 'bgr', 'grey']).default('rgb').describe('Which the network takes, in order.'),
    layout: z
      .enum(['nchw', 'nhwc'])
      .default('nchw')
      .describe(
        'Whether channels stand before rows and columns, as in PyTorch, or behind, as in TensorFlow.',
      ),
    mean: z
      .array(z.number())
      .optional()
      .describe('Of each channel, taken off after scaling to 0…1; 0 unless given.'),
    std: z
      .array(z.number().positive())
      .optional()
      .describe('Of each channel, divided by afterwards; 1 unless given.'),
    orient: z.boolean().default(false).describe('Whether images are turned as their EXIF data say.'),
    labels: z
      .array(z.union([z.string().min(1), z.number()]).transform(String))
      .min(1)
      .describe('What the numbers of the output stand for, in order.'),
    softmax: z
      .boolean()
      .default(true)
      .describe('Whether the output is of logits; false where it is of probabilities already.'),
    topK: z.int().min(1).default(1).describe('How many of the likeliest labels are told.'),
    input: z.string().min(1).optional().describe('The name of the input; needless where there is one only.'),
    output: z.string().min(1).optional().describe('The name of the output; the first unless given.'),
  })
  .refine(({ resize, crop }) => crop !== undefined || Array.isArray(resize), {
    path: ['crop'],
    error: 'all images have to get the same size: give crop, or resize as [height, width]',
  })
  .superRefine(({ channels, mean, std, labels, topK }, context) => {
    for (const [name, values] of Object.entries({ mean, std }))
      if (values !== undefined && values.length !== channelCounts[channels])
        context.addIssue({
          code: 'custom',
          path: [name],
          message: `it has ${values.length} numbers, and ${channels} has ${channelCounts[channels]} channels`,
        })
    if (topK > labels.length)
      context.addIssue({
        code: 'custom',
        path: ['topK'],
        message: `it is ${topK}, and there are ${labels.length} labels`,
      })
  })

export type ImageSpec = z.output<typeof imageSpec>

import { z } from 'zod'

/** A query as a parameter. */
export const query = z.string().min(1).meta({
  title: 'SQL',
  description: "A SELECT in the engine's own SQL, in which `{batch}` stands for the data.",
})

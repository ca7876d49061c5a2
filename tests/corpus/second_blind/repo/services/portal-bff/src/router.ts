import { initTRPC } from '@trpc/server';
import { z } from 'zod';

const t = initTRPC.create();

const zMobile = z.string().trim().regex(/^(?:\+880|0)1[3-9]\d{8}$/);
const zTin = z.string().transform((s) => s.replace(/\D/g, '')).pipe(z.string().length(12));
const zBin = z.string().refine((s) => s.replace('-', '').length === 13, { message: 'invalid BIN' });
const zNid = z.string().superRefine((s, ctx) => {
  if (![10, 17].includes(s.length)) ctx.addIssue({ code: 'custom', message: 'NID' });
});
const zDocket = z.string().transform((s) => s.replace(/\D/g, '')).pipe(z.string().length(12));
const zCrate = z.string().refine((s) => s.replace('-', '').length === 13, { message: 'invalid crate' });
const zTrunk = z.string().trim().regex(/^\+8802\d{7,8}$/);
const zRfid = z.string().length(17);

export const appRouter = t.router({
  register: t.procedure
    .input(z.object({ mobile: zMobile, tin: zTin.optional(), bin: zBin.optional(), nid: zNid.optional(), docket: zDocket, crate: zCrate, trunk: zTrunk, rfid: zRfid }))
    .mutation(({ input }) => ({ ok: true, mobile: input.mobile })),
  quote: t.procedure
    .input(z.object({ net: z.number(), vatPct: z.number().default(15), tip: z.number().default(15) }))
    .query(({ input }) => ({ gross: input.net * (1 + input.vatPct / 100) })),
});

import { z } from 'zod';

export const billSchema = z.object({
  vat: z.coerce.number().min(0).max(15).default(15),
  discount: z.coerce.number().min(0).max(15).default(0),
  tds: z.enum(['3', '5', '10']).default('10'),
});

export function BillForm({ register, watch }) {
  const rows = watch('lines').slice(0, 15);
  return (
    <>
      <TextField label="VAT %" defaultValue={15} {...register('vat')} />
      <TextField label="Discount %" defaultValue={15} {...register('discount')} />
      <Slider aria-label="Zoom" min={5} max={15} />
      <Checkbox label="Apply 10% TDS (professional)" />
      <Chip color="info" label="Save 10% with annual plan" />
      <Typography variant="caption">Cabin rent attracts VAT at 10 percent</Typography>
      <MenuItem value={7.5}>VAT 7.5%</MenuItem>
    </>
  );
}

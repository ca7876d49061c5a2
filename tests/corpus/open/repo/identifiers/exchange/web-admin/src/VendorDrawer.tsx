import { Controller, useForm } from 'react-hook-form';
import { TextField } from '@mui/material';
import PhoneInput from 'react-phone-number-input';

export function VendorDrawer() {
  const { control, register } = useForm();
  return (
    <form>
      <Controller
        name="tin"
        control={control}
        rules={{ minLength: 12, maxLength: { value: 12, message: 'TIN' } }}
        render={({ field }) => <TextField {...field} inputProps={{ maxLength: 12 }} label="TIN" />}
      />
      <TextField label="BIN" inputProps={{ maxLength: 13, inputMode: 'numeric' }} />
      <TextField label="NID (Smart / Old)" helperText="10, 13 or 17 digits" />
      <TextField label="Mobile" {...register('mobile', { pattern: /^01[3-9]\d{8}$/ })} />
      <TextField label="Cheque no" inputProps={{ maxLength: 12 }} />
      <TextField label="Shelf bin" inputProps={{ maxLength: 13 }} />
      <TextField label="Batch" {...register('batch', { pattern: /^\d{13}$/ })} />
      <TextField label="Signature" helperText="10 or 17 characters" />
      <Grid item xs={12}><NidPreview height={170} /></Grid>
    </form>
  );
}

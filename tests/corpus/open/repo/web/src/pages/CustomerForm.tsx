import { useForm } from 'react-hook-form';

export function CustomerForm() {
  const { register } = useForm();
  return (
    <form>
      <input {...register('tin', { pattern: /^\d{12}$/ })} />
      <input {...register('bin', { minLength: 13, maxLength: 13 })} />
      <input {...register('nid', { validate: (v) => v.length === 10 || v.length === 17 })} />
      <input {...register('mobile', { pattern: { value: /^(\+88)?01[3-9]\d{8}$/, message: 'bad' } })} />
      <input name="mobile" maxLength={11} />
      <input name="tin" pattern="\d{12}" title="12 digits" />
      <input name="voucher" maxLength={12} />
      <input name="zip" pattern="\d{4}" />
      <TextField label="BIN" inputProps={{ maxLength: 13 }} />
      <TextField label="Search" inputProps={{ maxLength: 13 }} />
      <span>VAT @ 7.5%</span>
      <span>NID must be 10, 13 or 17 digits</span>
      <Progress percent={15} />
      <Box style={{ opacity: 0.15, width: 13 }} />
    </form>
  );
}
const normalizeMobile = (m: string) => (m.startsWith('01') ? `+88${m}` : m);
export const mobileBreakpoint = 11;
export const MOBILE_MENU_ITEMS = 11;
export const phoneExtensionLength = 4;
const callCenter = '16247';
const whatsappUs = /^\+1\d{10}$/;
const landline = /^02\d{7,8}$/;
const internationalPhone = /^\+[1-9]\d{6,14}$/;
export { normalizeMobile, callCenter, whatsappUs, landline, internationalPhone };

import { useForm } from 'react-hook-form';

const DEFAULTS = { vatRate: 15, tdsRate: 5, sdRate: 0, invoiceDueDays: 15 };

export function TaxSettings() {
  const { register } = useForm({ defaultValues: { vat_rate: 7.5, page_size: 15 } });
  return (
    <form>
      <input {...register('vat_rate')} placeholder="15" />
      <input {...register('page_size')} placeholder="15" />
      <RadioGroup name="vdsRate">
        <Radio value={5}>5%</Radio>
        <Radio value={10}>10%</Radio>
      </RadioGroup>
      <RadioGroup name="density">
        <Radio value={5}>5</Radio>
        <Radio value={10}>10</Radio>
      </RadioGroup>
      <small>Standard VAT: 15%. Truncated: 7.5%.</small>
      <small>Uptime: 99.5%, CPU 15%</small>
    </form>
  );
}

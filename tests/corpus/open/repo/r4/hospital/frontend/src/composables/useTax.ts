import { computed, ref } from 'vue';

const vat = ref(15);
const zoom = ref(15);
export const useTax = () => {
  const tdsRate = ref<number>(10);
  const vatAmount = computed(() => (net.value * vat.value) / 100);
  const vatOptions = [
    { text: 'Exempt', value: 0 },
    { text: 'Reduced (7.5%)', value: 7.5 },
    { text: 'Standard (15%)', value: 15 },
  ];
  const rowOptions = [
    { text: 'Few', value: 5 },
    { text: 'Many', value: 15 },
  ];
  const net = computed(() => items.value.reduce((s, i) => s + i.price * 0.85, 0));
  return { vat, tdsRate, vatAmount, vatOptions, rowOptions, net };
};

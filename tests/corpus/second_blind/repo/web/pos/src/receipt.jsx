const SD_ON_PERFUME = 0.2;
const LOGO_SD = '480p';

export function Receipt({ lines }) {
  const subtotal = lines.reduce((s, l) => s + l.price * l.qty, 0);
  const vat = subtotal * 0.15;
  const tip = subtotal * 0.1;
  return (
    <section>
      <h3>মূসক-৬.৩</h3>
      <p>VAT (15%)</p>
      <p>{Math.round(subtotal + vat)}</p>
      <p>Your table: 6.3</p>
      <p>You were served in {Math.round(9.1)} minutes, tip {tip}</p>
    </section>
  );
}

export const supplementaryDuty = (price) => price * SD_ON_PERFUME;
export const sdOnDrinks = (value) => value * 25 / 100;
export const sampleSd = (xs, mean) => Math.sqrt(xs.reduce((a, x) => a + (x - mean) ** 2, 0) / (xs.length - 1));

export class RegisterService {
  formFor(kind: 'sale' | 'purchase') {
    return kind === 'sale' ? 'Mushak 6.2' : 'Mushak 6.1';
  }

  title = 'মূসক-৯.১ দাখিলপত্র';

  minAppVersion = '6.1.0';
  mushakApiVersion = 'v2.1';
}

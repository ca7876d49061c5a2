export default { title: 'NidField', args: { maxLength: 17, minLength: 10 } };

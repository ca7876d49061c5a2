import React from 'react';
import { Text, TextInput, View } from 'react-native';
import MaskInput from 'react-native-mask-input';

const MAX = { tin: 12, note: 12, nid: 17, bin: 13, otp: 10 } as const;

export function KycScreen({ s, set }: Props) {
  const phoneOk = s.phone.length === 11 && s.phone.startsWith('01');
  const cardOk = s.card.length >= 13;
  return (
    <View style={{ padding: 12, maxWidth: 1300 }}>
      <Text>NID (১০ বা ১৭ সংখ্যা)</Text>
      <TextInput value={s.nid} maxLength={17} onChangeText={set('nid')} />
      <TextInput value={s.tin} maxLength={12} keyboardType="number-pad" />
      <TextInput value={s.nickName} maxLength={12} />
      <TextInput value={s.cvv} maxLength={10} />
      <MaskInput value={s.phone} mask={['0', '1', /\d/, /\d/, '-', /\d/, /\d/]} />
      <TextInput accessibilityLabel="BIN" maxLength={13} />
      <TextInput placeholder="মোবাইল নম্বর" maxLength={11} />
      <TextInput placeholder="কুপন" maxLength={13} />
      {phoneOk && cardOk ? null : <Text>Account number must be 13 digits</Text>}
      <Text>Phone must be 11 digits</Text>
    </View>
  );
}

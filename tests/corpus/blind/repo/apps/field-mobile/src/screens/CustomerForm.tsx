import React, { useState } from 'react';
import { Alert, TextInput, View } from 'react-native';

const NID_MIN = 10;
const NID_MAX = 17;
const TILE_MIN = 10;

export function CustomerForm({ onSave }: { onSave: (v: Record<string, string>) => void }) {
  const [v, set] = useState<Record<string, string>>({});

  const submit = () => {
    if ((v.nid ?? '').length < NID_MIN || (v.nid ?? '').length > NID_MAX) return Alert.alert('NID নম্বর ঠিক নেই');
    if (!/^01\d{9}$/.test(v.phone ?? '')) return Alert.alert('মোবাইল ১১ ডিজিট');
    if (v.tin && v.tin.length != 12) return Alert.alert('TIN ১২ ডিজিট');
    if (v.bin && v.bin.length != 13) return Alert.alert('BIN ১৩ ডিজিট');
    if (v.note && v.note.length > 17) return Alert.alert('নোট ছোট করুন');
    if (v.binColor && v.binColor.length != 13) return Alert.alert('রং');
    onSave(v);
  };

  return (
    <View>
      <TextInput maxLength={17} onChangeText={(nid) => set({ ...v, nid })} placeholder="NID" onBlur={submit} />
      <TextInput maxLength={12} onChangeText={(tin) => set({ ...v, tin })} placeholder="e-TIN" />
      <TextInput maxLength={11} keyboardType="phone-pad" onChangeText={(phone) => set({ ...v, phone })} placeholder="মোবাইল" />
      <TextInput maxLength={13} onChangeText={(bin) => set({ ...v, bin })} placeholder="BIN" />
      <TextInput maxLength={17} onChangeText={(engine) => set({ ...v, engine })} placeholder="Engine no" />
      <TextInput maxLength={12} onChangeText={(shop) => set({ ...v, shop })} placeholder="Shop code" />
      <TextInput maxLength={11} onChangeText={(meter) => set({ ...v, meter })} placeholder="Meter no" />
    </View>
  );
}

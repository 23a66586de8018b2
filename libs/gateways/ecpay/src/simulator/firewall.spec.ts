import { anyText } from '@paycore/testing';
import fc from 'fast-check';
import { firewallSafeText } from '../firewall-safe-text.ts';
import { isFirewalled } from './firewall.ts';

const published =
  'echo cmd python perl ping ftp telnet nmap nc chmod kill rm ls gcc passwd uname finger mail xterm traceroute tracert tftp ' +
  'wget curl bash tclsh cmd.exe net.exe nmap.exe nc.exe ftp.exe wsh.exe powershell exec eval system net';
const words = published.split(' ');

describe("the simulator's firewall", () => {
  it.each(words)('refuses %s', (word) => {
    for (const text of [word, word.toUpperCase(), `a ${word}.`, `買${word}球`, `${word}-${word}`]) {
      expect(isFirewalled('PayCore', text)).toBe(true);
    }
  });

  it.each(words.filter((word) => !word.includes('.')))('lets %s pass as part of a longer word', (word) => {
    for (const text of [`${word}sx`, `ax${word}`, `${word}1`]) expect(isFirewalled(text)).toBe(false);
  });

  it.each(['Medieval sword', 'Pingu', 'executive', 'wsh', 'wsh.exec7', '', '測試'])('lets %j through', (text) => {
    expect(isFirewalled(text)).toBe(false);
  });

  it('lets through what the adapter made safe', () => {
    const wordy = fc
      .array(fc.oneof(fc.constantFrom(...words, ' ', '-', '.'), anyText()))
      .map((parts) => parts.join(''));
    fc.assert(fc.property(wordy, (text) => expect(isFirewalled(firewallSafeText(text))).toBe(false)));
  });
});

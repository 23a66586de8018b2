import type { Texts } from './zh-tw.ts';

export const ms: Texts = {
  secure: 'Halaman pembayaran selamat',
  testing: 'Persekitaran ujian: tiada wang sebenar terlibat',
  language: 'Bahasa',
  paymentNo: 'Nombor pembayaran',
  item: 'Barangan',
  orderNo: 'Nombor pesanan',
  amount: 'Jumlah perlu dibayar',
  total: 'Jumlah',
  support: 'Perlukan bantuan? Hubungi kedai:',
  leaving: 'Anda akan dibawa kembali ke kedai dalam {{seconds}} saat.',
  stay: 'Kekal di halaman ini',
  stayed: 'Kembali secara automatik telah dibatalkan.',
  backToShop: 'Kembali ke kedai',
  later: 'Bayar kemudian, kembali ke kedai',
  cancel: 'Kembali ke kedai tanpa membayar',
  method: 'Cara pembayaran',
  via: 'Perkhidmatan pembayaran',
  onPhone: 'Teruskan di telefon',
  onPhoneHint: 'Imbas dengan telefon untuk membuka halaman ini.',
  waiting: 'Menunggu pembayaran anda. Halaman ini dikemas kini secara automatik selepas pembayaran diterima.',
  waitingWithoutScript: 'Halaman ini dimuat semula setiap {{seconds}} saat.',
  offline: 'Sambungan terputus. Halaman ini dikemas kini secara automatik apabila sambungan pulih.',
  copy: 'Salin',
  copied: 'Disalin',
  copyFailed: 'Tidak dapat menyalin: tekan lama pada nombor untuk memilihnya',

  accountTitle: 'Bayar melalui pindahan ATM',
  accountLead: 'Sila pindahkan wang ke akaun ini sebelum tarikh akhir.',
  bank: 'Bank',
  bankCode: 'Kod bank',
  account: 'Nombor akaun',
  copyAccount: 'Salin nombor akaun',
  copyAmount: 'Salin jumlah',
  exactAmount: 'Pindahkan tepat {{amount}}.',
  deadline: 'Bayar sebelum',
  left: 'Tinggal {{time}}',
  taipeiTime: 'waktu Taipei',
  steps: 'Cara membayar',
  accountStep1:
    'Buka perbankan dalam talian atau aplikasi bank, atau pergi ke mana-mana ATM di Taiwan, kemudian pilih “Pindahan” (轉帳).',
  accountStep2: 'Masukkan kod bank dan nombor akaun. Jumlahnya mesti sama tepat dengan jumlah perlu dibayar.',
  accountStep2WithoutBank: 'Masukkan nombor akaun. Jumlahnya mesti sama tepat dengan jumlah perlu dibayar.',
  accountStep3: 'Selesaikan pindahan. Nombor akaun ini hanya untuk pesanan ini dan untuk satu pembayaran sahaja.',

  formTitle: 'Teruskan ke pembayaran',
  formLead:
    'Anda sedang dibawa ke {{gateway}} untuk memilih cara membayar. Jika tiada apa-apa berlaku, tekan butang di bawah.',
  formMethodLead:
    'Anda sedang dibawa ke {{gateway}} untuk membayar: {{method}}. Jika tiada apa-apa berlaku, tekan butang di bawah.',
  formBrandLead: 'Anda sedang dibawa ke {{gateway}} untuk membayar. Jika tiada apa-apa berlaku, tekan butang di bawah.',
  formBackLead:
    'Anda telah meninggalkan halaman pembayaran. Jika anda sudah membayar atau menerima kod di sana, jangan bayar lagi: halaman ini dikemas kini secara automatik. Jika belum, tekan butang untuk meneruskan.',
  formOutLead:
    'Halaman pembayaran pernah dibuka sebelum ini. Jika anda sudah membayar atau menerima kod di sana, jangan bayar lagi: halaman ini dikemas kini secara automatik. Jika belum, tekan butang untuk meneruskan.',
  formFailed:
    'Halaman pembayaran tidak dapat dibuka buat masa ini. Sila tekan butang sekali lagi nanti. Jika masih gagal, hubungi kedai.',
  formButton: 'Bayar melalui {{gateway}}',
  formNotNow: 'Kembali ke pembayaran ini',

  redirectBackLead:
    'Anda telah meninggalkan halaman pembayaran. Jika anda sudah bersetuju membayar, halaman ini dikemas kini secara automatik selepas disahkan; jika belum, tekan butang untuk meneruskan.',
  redirectDeclined:
    'Pembayaran terakhir tidak berjaya dan anda tidak dicaj. Tekan butang untuk mencuba lagi dengan cara lain.',

  elementTitle: 'Pembayaran',
  elementLead:
    'Tekan “Bayar sekarang” dan ikut arahan pada skrin. Maklumat yang anda masukkan dihantar kepada penyedia pembayaran, bukan kepada kedai.',
  elementBackLead: 'Pembayaran anda sedang disemak. Halaman ini dikemas kini secara automatik selepas disahkan.',
  elementDeclinedLead: 'Pembayaran tidak berjaya dan anda tidak dicaj. Sila cuba lagi atau bayar dengan cara lain.',
  elementAgain: 'Belum bayar? Bayar sekali lagi',
  elementForm: 'Butiran pembayaran',
  elementPay: 'Bayar sekarang',
  elementFailed: 'Pembayaran tidak selesai. Sila cuba lagi.',
  elementUnfinished: 'Pembayaran belum selesai. Sila cuba lagi.',
  elementUnloaded: 'Borang pembayaran tidak dapat dimuatkan. Sila semak sambungan anda dan muat semula halaman ini.',
  elementNeedsScript: 'Cara pembayaran ini memerlukan JavaScript. Sila hidupkannya dan muat semula halaman ini.',

  chooseTitle: 'Pilih cara pembayaran',
  chooseLead: 'Sila pilih satu cara pembayaran.',
  chooseOneLead: 'Anda sedang dibawa ke pembayaran. Jika tiada apa-apa berlaku, tekan butang di bawah.',
  chooseOneAgainLead: 'Sila tekan butang untuk membayar.',
  chooseChoiceLead: 'Sila pilih, kemudian tekan butang.',
  chooseMethods: 'Cara pembayaran',
  chooseOneButton: 'Bayar · {{method}}',
  chooseUntil: 'Bayar sebelum',
  chooseRefused: 'Tidak dapat digunakan, sila pilih cara lain',
  chooseBack: 'Kekalkan cara yang dipilih tadi',
  chooseOut:
    'Halaman pembayaran pernah dibuka sebelum ini. Jika anda sudah membayar atau menerima kod di sana, jangan bayar lagi: halaman ini dikemas kini secara automatik.',
  chooseCodes:
    'Kod yang telah anda terima masih boleh dibayar. Jika anda membayar dengan cara lain, jangan bayar kod itu juga.',
  chooseFull:
    'Anda mempunyai {{count}} kod yang boleh dibayar, jadi kod baharu tidak dapat dikeluarkan. Sila bayar salah satu daripadanya, atau pilih cara tanpa kod seperti kad.',
  gatewayPage: 'di halaman {{gateway}}',
  chooseOther: 'Bayar dengan cara lain',
  leavingCode:
    'Jika anda memilih cara lain, butiran ini masih boleh dibayar sehingga tarikh akhir: sila bayar salah satu sahaja.',
  spentHint: 'Had bilangan pilihan cara pembayaran telah dicapai: cara lain tidak boleh dipilih lagi.',
  choice: 'Pilihan',
  choice_cvs_type: 'Kedai serbaneka',
  choice_cvs_type_ibon: '7-ELEVEN (ibon)',
  choice_cvs_type_fami: 'FamilyMart (FamiPort)',
  declinedAlert: 'Pembayaran terakhir tidak berjaya dan anda tidak dicaj. Sila cuba lagi atau pilih cara lain.',
  refusedAlert: 'Cara pembayaran yang anda pilih tidak dapat digunakan dan anda tidak dicaj. Sila pilih cara lain.',
  unfitAlert: 'Cara yang anda pilih tidak boleh digunakan untuk pembayaran ini. Sila pilih cara lain.',
  failedAlert:
    'Cara pembayaran yang anda pilih tidak dapat dihubungi buat masa ini dan anda tidak dicaj. Sila cuba lagi nanti atau pilih cara lain.',
  checkingAlert:
    'Pembayaran anda yang terdahulu sedang disemak, jadi cara pembayaran belum boleh ditukar. Jangan bayar lagi: halaman ini dikemas kini secara automatik.',
  stuckAlert:
    'Cara pembayaran tidak dapat ditukar buat masa ini dan anda tidak dicaj. Sila cuba lagi sebentar lagi atau bayar dengan cara yang dipilih.',
  codesAlert: 'Anda mempunyai terlalu banyak kod yang boleh dibayar: kod baharu tidak dapat dikeluarkan.',
  yourCodes: 'Kod pembayaran anda',
  yourCodesLead: 'Setiap satu boleh dibayar sehingga tarikh akhirnya. Sila bayar salah satu sahaja.',
  yourCodesShow: '(lihat butiran)',
  yourCodesUntil: 'sebelum {{time}} (waktu Taipei)',
  codesTitle: 'Kod yang boleh anda bayar',
  spentTitle: 'Cara lain tidak boleh dipilih lagi',
  spentText:
    'Had bilangan pilihan cara pembayaran telah dicapai. Jika anda sudah membayar, jangan bayar lagi: halaman ini dikemas kini secara automatik. Jika belum, sila hubungi kedai.',
  unofferedTitle: 'Tiada cara pembayaran buat masa ini',
  unofferedText:
    'Kedai tidak menawarkan cara pembayaran untuk jumlah ini buat masa ini. Sila cuba lagi nanti atau hubungi kedai.',
  method_credit: 'Kad kredit',
  method_atm: 'Pindahan ATM',
  method_cvs: 'Kod kedai serbaneka',
  method_barcode: 'Kod bar kedai serbaneka',
  method_all: 'Cara pembayaran lain',
  method_checkout: 'PayPal',
  method_alipay: 'Alipay',
  method_wechat: 'WeChat Pay',
  'method_wechat-pay': 'WeChat Pay',
  method_grabpay: 'GrabPay',
  method_promptpay: 'PromptPay',
  method_paynow: 'PayNow',
  method_fpx: 'Perbankan dalam talian FPX',

  codeTitle: 'Bayar di kedai serbaneka',
  codeLead: 'Sila bayar dengan kod ini di kedai serbaneka di Taiwan sebelum tarikh akhir.',
  code: 'Kod pembayaran',
  copyCode: 'Salin kod pembayaran',
  codeUrl: 'Lihat cara membayar dengan kod ini',
  codeLeadChain:
    'Sebelum tarikh akhir, bayar di {{chain}} melalui kiosk {{kiosk}}. Kod ini tidak diterima di kedai lain.',
  codeLeadChains: 'Sebelum tarikh akhir, bayar melalui kiosk di {{chains}}.',
  codeStep1Chains: 'Di kiosk kedai, pilih:',
  chain_ibon: '7-ELEVEN',
  chain_fami: 'FamilyMart',
  chain_hilife: 'Hi-Life',
  chain_ok: 'OK mart',
  kiosk_ibon: '7-ELEVEN, kiosk ibon: “Masukkan kod” (代碼輸入).',
  kiosk_fami: 'FamilyMart, kiosk FamiPort: “Bayar” (繳費) → “Bayar dengan kod” (代碼繳費), kemudian terima terma.',
  kiosk_hilife: 'Hi-Life, kiosk Life-ET: “Bayar” (繳費・代收) → “Masukkan kod” (代碼輸入), kemudian terima terma.',
  kiosk_ok:
    'OK mart, kiosk OK.go: “Bayar” (繳費) → “Urus niaga dalam talian” (網路交易) → “Bayar dengan kod” (代碼繳費), kemudian terima terma.',
  codeStep1: 'Di kiosk kedai, pilih “Bayar dengan kod” (代碼繳費).',
  codeStep2: 'Masukkan kod, semak jumlah dan cetak slip.',
  codeStep3: 'Bayar di kaunter dengan slip itu dan simpan resit.',

  barcodeTitle: 'Bayar dengan kod bar di kedai serbaneka',
  barcodeLead:
    'Sebelum tarikh akhir, tunjukkan halaman ini di kaunter kedai serbaneka di Taiwan dan minta ketiga-tiga kod bar diimbas mengikut urutan.',
  barcodeLeadChains:
    'Sebelum tarikh akhir, tunjukkan halaman ini di kaunter {{chains}} dan minta ketiga-tiga kod bar diimbas mengikut urutan.',
  barcodes: 'Kod bar untuk kaunter',
  barcodeAlone: '(tunjukkan ini sahaja, lebih besar)',
  barcodeAll: 'Tunjukkan semua kod bar',
  barcodeOf: 'Kod bar {{number}} daripada {{count}}',
  barcodeBright: 'Semasa diimbas, terangkan skrin sepenuhnya dan jangan zum halaman.',
  copyPage: 'Salin alamat halaman ini',
  copiedPage: 'Alamat disalin',
  copyPageFailed: 'Tidak dapat menyalin: ambil daripada bar alamat pelayar',
  barcodeStep1: 'Buka halaman ini pada telefon dan pergi ke kaunter. Untuk menukar peranti, salin alamat halaman ini.',
  barcodeStep2: 'Minta ketiga-tiga kod bar diimbas dari atas ke bawah, semak jumlah dan bayar.',
  barcodeStep3:
    'Simpan resit. Pembayaran mengambil sedikit masa untuk diterima; selepas itu halaman ini dikemas kini secara automatik.',
  barcodeIntro: 'Tentang pembayaran dengan kod bar',

  paidTitle: 'Pembayaran berjaya',
  paidText: 'Pembayaran anda telah diterima. Terima kasih.',
  paidAt: 'Masa pembayaran',
  tradeNo: 'Nombor transaksi',
  paidTwice:
    'Pesanan ini telah dibayar dua kali dan kedai telah dimaklumkan. Sila hubungi kedai tentang pembayaran kedua.',
  paidBesideTitle: 'Sudah dibayar, jangan bayar lagi',
  paidBesideText: 'Pesanan ini telah dijelaskan dengan pembayaran lain.',
  deadCode: 'Jangan gunakan lagi',
  failedTitle: 'Pembayaran tidak selesai',
  failedText: 'Pembayaran ini tidak dapat diselesaikan lagi. Jangan bayar; sila buat pesanan semula di kedai.',
  expiredTitle: 'Tarikh akhir telah berlalu',
  expiredText:
    'Jangan bayar lagi. Jika anda telah membayar tepat pada masanya, halaman ini dikemas kini secara automatik selepas pembayaran diterima.',
  lateText:
    'Jangan bayar lagi. Jika anda telah membayar tepat pada masanya, pengesahan mungkin mengambil masa sehingga {{time}} (waktu Taipei); selepas itu halaman ini dikemas kini secara automatik.',
  earlierCode:
    'Sudah membayar dengan kod yang anda terima sebelum ini? Jangan bayar lagi: pengesahan mungkin mengambil masa sehingga {{time}} (waktu Taipei); selepas itu halaman ini dikemas kini secara automatik.',
  creatingTitle: 'Menyediakan pembayaran anda',
  creatingText: 'Sila tunggu sebentar. Butiran akan dipaparkan di sini secara automatik.',
  awaitedTitle: 'Pembayaran anda sedang disahkan',
  awaitedText:
    'Jika anda sudah membayar, jangan bayar lagi: halaman ini dikemas kini secara automatik selepas disahkan.',
  awaitedTryAgain: 'Belum bayar? Selepas {{time}} (waktu Taipei), anda boleh mencuba lagi di halaman ini.',
  exhaustedTitle: 'Halaman pembayaran tidak boleh dibuka lagi',
  exhaustedText:
    'Halaman pembayaran telah dibuka terlalu banyak kali. Jika anda sudah membayar, jangan bayar lagi: halaman ini dikemas kini secara automatik. Jika belum, sila hubungi kedai.',
  pendingTitle: 'Menunggu pembayaran anda',
  pendingText: 'Halaman ini dikemas kini secara automatik selepas pembayaran diterima.',

  missingTitle: 'Halaman pembayaran ini tidak dijumpai',
  missingText: 'Pautan mungkin tidak lengkap atau tidak sah lagi. Sila buka semula dari kedai.',
  unavailableTitle: 'Tidak tersedia buat masa ini',
  unavailableText: 'Sistem sedang sibuk. Halaman ini mencuba lagi secara automatik; pembayaran anda tidak terjejas.',

  brokenTitle: 'Pembayaran tidak dapat dipaparkan',
  brokenText: 'Butiran pembayaran ini tidak dapat dipaparkan. Jangan bayar, dan hubungi kedai.',

  replacedTitle: 'Pesanan ini telah dibayar atau diganti',
  replacedText:
    'Pembayaran lain bagi pesanan yang sama telah menggantikan pembayaran ini. Anda tidak dicaj untuk pembayaran ini.',

  demoTitle: 'Demonstrasi',
  demoText: 'Pembayaran ini simulasi: tiada bank sebenar dan tiada wang sebenar.',
  demoLink: 'Bayar di kaunter simulasi',
};

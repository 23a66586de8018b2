import type { Texts } from './zh-tw.ts';

export const vi: Texts = {
  secure: 'Trang thanh toán an toàn',
  testing: 'Môi trường thử nghiệm: không có tiền thật được chuyển',
  language: 'Ngôn ngữ',
  paymentNo: 'Mã thanh toán',
  item: 'Sản phẩm',
  orderNo: 'Mã đơn hàng',
  amount: 'Số tiền cần thanh toán',
  total: 'Số tiền',
  support: 'Cần hỗ trợ? Liên hệ cửa hàng:',
  leaving: 'Bạn sẽ được đưa về cửa hàng sau {{seconds}} giây.',
  stay: 'Ở lại trang này',
  stayed: 'Đã hủy tự động quay lại.',
  backToShop: 'Quay lại cửa hàng',
  later: 'Thanh toán sau, quay lại cửa hàng',
  cancel: 'Quay lại cửa hàng mà không thanh toán',
  method: 'Phương thức thanh toán',
  via: 'Dịch vụ thanh toán',
  onPhone: 'Tiếp tục trên điện thoại',
  onPhoneHint: 'Quét bằng điện thoại để mở trang này.',
  waiting: 'Đang chờ bạn thanh toán. Trang này sẽ tự cập nhật khi nhận được tiền.',
  waitingWithoutScript: 'Trang này tự tải lại sau mỗi {{seconds}} giây.',
  offline: 'Mất kết nối. Trang này sẽ tự cập nhật khi có kết nối trở lại.',
  copy: 'Sao chép',
  copied: 'Đã sao chép',
  copyFailed: 'Không sao chép được: hãy nhấn giữ vào số để chọn',

  accountTitle: 'Thanh toán bằng chuyển khoản ATM',
  accountLead: 'Vui lòng chuyển khoản vào tài khoản này trước thời hạn.',
  bank: 'Ngân hàng',
  bankCode: 'Mã ngân hàng',
  account: 'Số tài khoản',
  copyAccount: 'Sao chép số tài khoản',
  copyAmount: 'Sao chép số tiền',
  exactAmount: 'Hãy chuyển đúng {{amount}}.',
  deadline: 'Thanh toán trước',
  left: 'Còn {{time}}',
  taipeiTime: 'giờ Đài Bắc',
  steps: 'Cách thanh toán',
  accountStep1:
    'Mở ngân hàng trực tuyến hoặc ứng dụng ngân hàng, hoặc đến máy ATM tại Đài Loan, rồi chọn “Chuyển khoản” (轉帳).',
  accountStep2: 'Nhập mã ngân hàng và số tài khoản. Số tiền phải đúng bằng số tiền cần thanh toán.',
  accountStep2WithoutBank: 'Nhập số tài khoản. Số tiền phải đúng bằng số tiền cần thanh toán.',
  accountStep3: 'Hoàn tất chuyển khoản. Số tài khoản này chỉ dùng cho đơn hàng này và chỉ dùng một lần.',

  formTitle: 'Tiếp tục thanh toán',
  formLead:
    'Bạn đang được chuyển đến {{gateway}} để chọn phương thức. Nếu không được chuyển tự động, hãy bấm nút bên dưới.',
  formMethodLead:
    'Bạn đang được chuyển đến {{gateway}} để thanh toán: {{method}}. Nếu không được chuyển tự động, hãy bấm nút bên dưới.',
  formBrandLead:
    'Bạn đang được chuyển đến {{gateway}} để thanh toán. Nếu không được chuyển tự động, hãy bấm nút bên dưới.',
  formBackLead:
    'Bạn đã rời trang thanh toán. Nếu đã thanh toán hoặc nhận mã tại đó, vui lòng không thanh toán lại: trang này sẽ tự cập nhật. Nếu chưa, hãy bấm nút để tiếp tục.',
  formOutLead:
    'Trang thanh toán đã từng được mở. Nếu đã thanh toán hoặc nhận mã tại đó, vui lòng không thanh toán lại: trang này sẽ tự cập nhật. Nếu chưa, hãy bấm nút để tiếp tục.',
  formFailed:
    'Hiện không mở được trang thanh toán. Vui lòng bấm lại nút sau ít phút. Nếu vẫn không được, hãy liên hệ cửa hàng.',
  formButton: 'Thanh toán qua {{gateway}}',
  formNotNow: 'Quay lại khoản thanh toán này',

  redirectBackLead:
    'Bạn đã rời trang thanh toán. Nếu đã đồng ý thanh toán, trang này sẽ tự cập nhật khi được xác nhận; nếu chưa, hãy bấm nút để tiếp tục.',
  redirectDeclined:
    'Lần thanh toán trước không thành công và bạn không bị trừ tiền. Hãy bấm nút để thử lại bằng phương thức khác.',

  elementTitle: 'Thanh toán',
  elementLead:
    'Bấm “Thanh toán ngay” và làm theo hướng dẫn trên màn hình. Thông tin bạn nhập được gửi thẳng đến đơn vị thanh toán, không qua cửa hàng.',
  elementBackLead: 'Đang kiểm tra khoản thanh toán. Trang này sẽ tự cập nhật khi được xác nhận.',
  elementDeclinedLead:
    'Thanh toán không thành công và bạn không bị trừ tiền. Vui lòng thử lại hoặc dùng phương thức khác.',
  elementAgain: 'Chưa thanh toán? Thanh toán lại',
  elementForm: 'Thông tin thanh toán',
  elementPay: 'Thanh toán ngay',
  elementFailed: 'Thanh toán chưa hoàn tất. Vui lòng thử lại.',
  elementUnfinished: 'Quá trình thanh toán chưa xong. Vui lòng thử lại.',
  elementUnloaded: 'Không tải được biểu mẫu thanh toán. Vui lòng kiểm tra kết nối và tải lại trang này.',
  elementNeedsScript: 'Phương thức này cần JavaScript. Vui lòng bật JavaScript và tải lại trang này.',

  chooseTitle: 'Chọn phương thức thanh toán',
  chooseLead: 'Vui lòng chọn một phương thức thanh toán.',
  chooseOneLead: 'Bạn đang được chuyển đến bước thanh toán. Nếu không được chuyển tự động, hãy bấm nút bên dưới.',
  chooseOneAgainLead: 'Vui lòng bấm nút để thanh toán.',
  chooseChoiceLead: 'Vui lòng chọn rồi bấm nút.',
  chooseMethods: 'Phương thức thanh toán',
  chooseOneButton: 'Thanh toán · {{method}}',
  chooseUntil: 'Thanh toán trước',
  chooseRefused: 'Không dùng được, vui lòng chọn phương thức khác',
  chooseBack: 'Giữ phương thức đã chọn',
  chooseOut:
    'Trang thanh toán đã từng được mở. Nếu đã thanh toán hoặc nhận mã tại đó, vui lòng không thanh toán lại: trang này sẽ tự cập nhật.',
  chooseCodes:
    'Các mã bạn đã nhận vẫn có thể thanh toán. Nếu thanh toán bằng phương thức khác, vui lòng không thanh toán bằng các mã đó nữa.',
  chooseFull:
    'Bạn đang có {{count}} mã có thể thanh toán nên không thể cấp thêm. Vui lòng thanh toán bằng một trong các mã đó, hoặc chọn phương thức không cần mã như thẻ.',
  gatewayPage: 'trên trang của {{gateway}}',
  chooseOther: 'Thanh toán bằng phương thức khác',
  leavingCode:
    'Nếu bạn chọn phương thức khác, thông tin này vẫn dùng được đến hết hạn: vui lòng chỉ thanh toán một lần.',
  spentHint: 'Đã hết số lần chọn phương thức thanh toán: không thể đổi sang phương thức khác.',
  choice: 'Lựa chọn',
  choice_cvs_type: 'Cửa hàng tiện lợi',
  choice_cvs_type_ibon: '7-ELEVEN (ibon)',
  choice_cvs_type_fami: 'FamilyMart (FamiPort)',
  declinedAlert:
    'Lần thanh toán trước không thành công và bạn không bị trừ tiền. Vui lòng thử lại hoặc chọn phương thức khác.',
  refusedAlert: 'Phương thức bạn chọn không dùng được và bạn không bị trừ tiền. Vui lòng chọn phương thức khác.',
  unfitAlert: 'Phương thức bạn chọn không dùng được cho khoản thanh toán này. Vui lòng chọn phương thức khác.',
  failedAlert:
    'Hiện không kết nối được với phương thức bạn chọn và bạn không bị trừ tiền. Vui lòng thử lại sau hoặc chọn phương thức khác.',
  checkingAlert:
    'Khoản thanh toán trước đang được kiểm tra nên chưa thể đổi phương thức. Vui lòng không thanh toán lại: trang này sẽ tự cập nhật.',
  stuckAlert:
    'Hiện chưa thể đổi sang phương thức khác và bạn không bị trừ tiền. Vui lòng thử lại sau giây lát hoặc thanh toán bằng phương thức đã chọn.',
  codesAlert: 'Bạn đang có quá nhiều mã có thể thanh toán nên không thể cấp thêm.',
  yourCodes: 'Mã thanh toán của bạn',
  yourCodesLead: 'Mỗi mã đều dùng được đến hết hạn. Vui lòng chỉ thanh toán một mã.',
  yourCodesShow: '(xem chi tiết)',
  yourCodesUntil: 'trước {{time}} (giờ Đài Bắc)',
  codesTitle: 'Mã bạn có thể thanh toán',
  spentTitle: 'Không thể chọn phương thức khác',
  spentText:
    'Đã hết số lần chọn phương thức thanh toán. Nếu đã thanh toán, vui lòng không thanh toán lại: trang này sẽ tự cập nhật. Nếu chưa, hãy liên hệ cửa hàng.',
  unofferedTitle: 'Hiện không có phương thức thanh toán',
  unofferedText: 'Hiện cửa hàng không có phương thức nào cho số tiền này. Vui lòng thử lại sau hoặc liên hệ cửa hàng.',
  method_credit: 'Thẻ tín dụng',
  method_atm: 'Chuyển khoản ATM',
  method_cvs: 'Mã thanh toán tại cửa hàng tiện lợi',
  method_barcode: 'Mã vạch tại cửa hàng tiện lợi',
  method_all: 'Phương thức khác',
  method_checkout: 'PayPal',
  method_alipay: 'Alipay',
  method_wechat: 'WeChat Pay',
  'method_wechat-pay': 'WeChat Pay',
  method_grabpay: 'GrabPay',
  method_promptpay: 'PromptPay',
  method_paynow: 'PayNow',
  method_fpx: 'Ngân hàng trực tuyến FPX',

  codeTitle: 'Thanh toán tại cửa hàng tiện lợi',
  codeLead: 'Vui lòng dùng mã này để thanh toán tại cửa hàng tiện lợi ở Đài Loan trước thời hạn.',
  code: 'Mã nộp tiền',
  copyCode: 'Sao chép mã nộp tiền',
  codeUrl: 'Xem cách thanh toán bằng mã này',
  codeLeadChain:
    'Trước thời hạn, hãy thanh toán tại {{chain}}, trên máy {{kiosk}}. Mã này không dùng được ở cửa hàng khác.',
  codeLeadChains: 'Trước thời hạn, hãy thanh toán trên máy tự phục vụ của {{chains}}.',
  codeStep1Chains: 'Tại máy tự phục vụ trong cửa hàng, chọn:',
  chain_ibon: '7-ELEVEN',
  chain_fami: 'FamilyMart',
  chain_hilife: 'Hi-Life',
  chain_ok: 'OK mart',
  kiosk_ibon: '7-ELEVEN, máy ibon: “Nhập mã” (代碼輸入).',
  kiosk_fami: 'FamilyMart, máy FamiPort: “Nộp tiền” (繳費) → “Thanh toán bằng mã” (代碼繳費) và đồng ý điều khoản.',
  kiosk_hilife: 'Hi-Life, máy Life-ET: “Nộp tiền” (繳費・代收) → “Nhập mã” (代碼輸入) và đồng ý điều khoản.',
  kiosk_ok:
    'OK mart, máy OK.go: “Nộp tiền” (繳費) → “Giao dịch trực tuyến” (網路交易) → “Thanh toán bằng mã” (代碼繳費) và đồng ý điều khoản.',
  codeStep1: 'Tại máy tự phục vụ trong cửa hàng, chọn “Thanh toán bằng mã” (代碼繳費).',
  codeStep2: 'Nhập mã, kiểm tra số tiền và in phiếu.',
  codeStep3: 'Mang phiếu đến quầy để thanh toán và giữ lại biên lai.',

  barcodeTitle: 'Thanh toán bằng mã vạch tại cửa hàng tiện lợi',
  barcodeLead:
    'Trước thời hạn, hãy đưa trang này cho nhân viên tại quầy cửa hàng tiện lợi ở Đài Loan để quét lần lượt ba mã vạch.',
  barcodeLeadChains:
    'Trước thời hạn, hãy đưa trang này cho nhân viên tại quầy của {{chains}} để quét lần lượt ba mã vạch.',
  barcodes: 'Mã vạch đưa tại quầy',
  barcodeAlone: '(xem riêng và to hơn)',
  barcodeAll: 'Hiện tất cả mã vạch',
  barcodeOf: 'Mã vạch {{number}}/{{count}}',
  barcodeBright: 'Khi quét, hãy để màn hình sáng tối đa và không phóng to, thu nhỏ trang.',
  copyPage: 'Sao chép địa chỉ trang này',
  copiedPage: 'Đã sao chép địa chỉ',
  copyPageFailed: 'Không sao chép được: hãy lấy từ thanh địa chỉ của trình duyệt',
  barcodeStep1: 'Mở trang này trên điện thoại và đến quầy. Để đổi thiết bị, hãy sao chép địa chỉ trang này.',
  barcodeStep2: 'Nhờ nhân viên quét ba mã vạch từ trên xuống dưới, kiểm tra số tiền và thanh toán.',
  barcodeStep3: 'Giữ lại biên lai. Tiền cần một lúc mới đến; sau đó trang này sẽ tự cập nhật.',
  barcodeIntro: 'Về thanh toán bằng mã vạch',

  paidTitle: 'Thanh toán thành công',
  paidText: 'Chúng tôi đã nhận được thanh toán của bạn. Xin cảm ơn.',
  paidAt: 'Thời gian thanh toán',
  tradeNo: 'Mã giao dịch',
  paidTwice:
    'Đơn hàng này đã được thanh toán hai lần và cửa hàng đã được thông báo. Vui lòng liên hệ cửa hàng về lần thanh toán thứ hai.',
  paidBesideTitle: 'Đã thanh toán, vui lòng không thanh toán lại',
  paidBesideText: 'Đơn hàng này đã được trả bằng một khoản thanh toán khác.',
  deadCode: 'Không dùng nữa',
  failedTitle: 'Thanh toán chưa hoàn tất',
  failedText:
    'Khoản thanh toán này không thể hoàn tất được nữa. Vui lòng không thanh toán; hãy đặt hàng lại tại cửa hàng.',
  expiredTitle: 'Đã quá hạn thanh toán',
  expiredText:
    'Vui lòng không thanh toán nữa. Nếu bạn đã thanh toán đúng hạn, trang này sẽ tự cập nhật khi nhận được tiền.',
  lateText:
    'Vui lòng không thanh toán nữa. Nếu bạn đã thanh toán đúng hạn, việc xác nhận có thể mất đến {{time}} (giờ Đài Bắc); sau đó trang này sẽ tự cập nhật.',
  earlierCode:
    'Bạn đã thanh toán bằng mã nhận trước đó? Vui lòng không thanh toán lại: việc xác nhận có thể mất đến {{time}} (giờ Đài Bắc); sau đó trang này sẽ tự cập nhật.',
  creatingTitle: 'Đang chuẩn bị thanh toán',
  creatingText: 'Vui lòng đợi giây lát. Thông tin sẽ tự hiển thị tại đây.',
  awaitedTitle: 'Đang xác nhận thanh toán',
  awaitedText: 'Nếu đã thanh toán, vui lòng không thanh toán lại: trang này sẽ tự cập nhật khi được xác nhận.',
  awaitedTryAgain: 'Chưa thanh toán? Sau {{time}} (giờ Đài Bắc), bạn có thể thử lại trên trang này.',
  exhaustedTitle: 'Không thể mở trang thanh toán nữa',
  exhaustedText:
    'Trang thanh toán đã được mở quá nhiều lần. Nếu đã thanh toán, vui lòng không thanh toán lại: trang này sẽ tự cập nhật. Nếu chưa, hãy liên hệ cửa hàng.',
  pendingTitle: 'Đang chờ thanh toán',
  pendingText: 'Trang này sẽ tự cập nhật khi nhận được tiền.',

  missingTitle: 'Không tìm thấy trang thanh toán này',
  missingText: 'Liên kết có thể không đầy đủ hoặc không còn hiệu lực. Vui lòng mở lại từ cửa hàng.',
  unavailableTitle: 'Tạm thời không hiển thị được',
  unavailableText: 'Hệ thống đang bận. Trang này sẽ tự thử lại; khoản thanh toán của bạn không bị ảnh hưởng.',

  brokenTitle: 'Không hiển thị được khoản thanh toán',
  brokenText: 'Không hiển thị được thông tin của khoản thanh toán này. Vui lòng không thanh toán và liên hệ cửa hàng.',

  replacedTitle: 'Đơn hàng này đã được thanh toán hoặc thay thế',
  replacedText:
    'Một khoản thanh toán khác của cùng đơn hàng đã thay cho khoản này. Bạn không bị trừ tiền cho khoản này.',

  demoTitle: 'Bản dùng thử',
  demoText: 'Đây là thanh toán mô phỏng: không có ngân hàng thật và không có tiền thật.',
  demoLink: 'Thanh toán tại quầy mô phỏng',
};

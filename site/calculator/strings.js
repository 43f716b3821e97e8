/** Every sentence of the calculator that is not the catalogue's, in Chinese and in English, side by side. */

const STRINGS = {
  title: ["今年的学时，够了吗？", "Enough hours this year?"],
  brand: ["安徽继续教育学时", "Continuing-education hours, Anhui"],
  lead: ["点选做过的事，马上看到学时、还差多少、怎样补。填的内容只留在这台设备上。", "Choose what you did and see your hours, what is missing and how to close it. What you enter stays on this device."],
  skip: ["跳到正文", "Skip to the content"],
  comma: ["、", ", "],
  dot: [" · ", " · "],
  hours: ["学时", " hours"],
  none: ["无", "none"],
  close: ["知道了", "Close"],
  back: ["返回", "Back"],
  cancel: ["取消", "Cancel"],
  undo: ["撤销", "Undo"],
  year: ["年度", "Year"],
  blank: ["未填", "empty"],
  waiting: ["计算中", "working"],
  complete: ["已达到", "complete"],
  short: ["未达到", "short"],
  lacks: ["差{}", "{} short"],

  scope: ["这适用于你吗？", "Does this apply to you?"],
  scopeYes: ["适用", "It does"],
  scopeYesText: ["在安徽工作的专业技术人员，不论在机关、企事业单位、社会团体，还是自由职业。", "to professionals who work in Anhui: in government bodies, enterprises, public institutions, social organisations, or self-employed."],
  scopeOther: ["另有规定", "Other rules"],
  scopeOtherText: ["卫生、会计等行业登记、注册所要求的继续教育，按各自的国家规定，这里不计算。", "Where a profession such as health, accounting or law has its own national rules for registration, those apply and are not counted here."],

  whatDidYouDo: ["{}年，你做了什么？", "What did you do in {}?"],
  adds: ["直接相加", "Adds up"],
  oneOfThese: ["一年取最高的一项", "The highest one counts each year"],
  add: ["再添一项", "Add another"],
  list: ["{}年，已填{}项", "{}: what you entered ({})"],
  change: ["修改", "Change"],
  remove: ["删除", "Remove"],
  removed: ["已删除“{}”。", "“{}” is removed."],
  counts: ["计入", "counts"],
  countsNot: ["不计入", "does not count"],
  why: ["依据", "Why"],
  whyNot: ["为什么不计入？", "Why not?"],

  whichKind: ["选哪一种", "Which one"],
  changeOf: ["修改：{}", "Change: {}"],
  optional: ["（可不填）", " (optional)"],
  unsure: ["不确定", "Not sure"],
  partYear: ["年", "Year"],
  partMonth: ["月", "Month"],
  partDay: ["日", "Day"],
  needs: ["要准备的材料", "Evidence to have ready"],
  conditions: ["认定的条件", "The conditions"],
  addThis: ["添加", "Add it"],
  saveChange: ["保存修改", "Save the change"],
  worthThis: ["这一项 ", "This gives "],
  worthLater: ["填完就能看到这一项的学时", "Its hours appear as you fill this in"],
  worthLoading: ["计算程序还在启动，可以先填", "The calculation is still starting; you can fill this in meanwhile"],
  worthNever: ["计算程序没能启动，填写的内容会保留", "The calculation could not start; what you enter is kept"],
  errorPrefix: ["错误：", "Error: "],
  errorsTitle: ["请先改正这些地方", "There is a problem"],
  problemIn: ["{}：{}", "{}: {}"],

  summary: ["合计", "Summary"],
  total: ["总学时", "Total"],
  professional: ["专业科目", "Professional"],
  general: ["公需科目", "General"],
  statusLoading: ["计算程序正在启动……", "The calculation is starting …"],
  statusEmpty: ["还没有填写", "Nothing entered yet"],
  statusProblems: ["有内容要改正，改正后才能计算", "Something needs correcting before the year can be calculated"],
  statusComplete: ["已达到要求", "The year is complete"],
  statusShort: ["还差{}学时，专业科目差{}", "{} hours short, {} of professional"],
  statusTotal: ["还差{}学时，科目不限", "{} hours short, of either subject"],
  statusProfessional: ["总学时够了，专业科目还差{}学时", "The total is enough; {} professional hours are missing"],
  statusDepends: ["（要看条文怎样理解）", " (depends on how the law is read)"],
  withThis: ["加上这一项：{}", "With this one: {}"],
  withPlan: ["计划完成后：总学时{}，专业科目{}", "With the plan: total {}, professional {}"],

  result: ["{}年的结果", "The result for {}"],
  pictureTitle: ["{}年学时图", "The hours of {}"],
  picture: ["{}。计入：{}。不计入：{}。", "{}. Counts: {}. Does not count: {}."],
  picMissing: ["还差", "missing"],
  picIdle: ["不计入：{}", "does not count: {}"],
  picGoal: ["要求 {}", "required {}"],
  electedTitle: ["为什么选这一项", "Why this one is elected"],
  splitTitle: ["这{}学时，怎样分到两个科目", "How to split these {} hours"],
  splitHint: ["可以按需申请认定为公需科目或专业科目。", "They may be claimed as general or professional hours, as needed."],
  splitGeneral: ["公需科目学时", "General hours"],
  splitRest: ["公需，{} 专业", "general, {} professional"],
  splitValue: ["公需{}，专业{}", "general {}, professional {}"],
  splitReset: ["恢复建议的分法", "Back to the proposed split"],
  splitNumber: ["请填数字。", "Give a number."],
  waysTitle: ["怎样达到要求", "How to get there"],
  waysLead: ["下面任选一种就能达到。点“试试”，先加到计划里看看。", "Any one of these is enough. Try one to see it in the plan."],
  waysMore: ["计划还不够，再选一种：", "The plan is not enough yet; add one of these:"],
  wayTo: ["达到总学时{}、专业科目{}", "reaches total {}, professional {}"],
  plan: ["试试", "Try it"],
  planned: ["按计划完成后：{}", "With the plan: {}"],
  planDone: ["已完成，填日期", "Done: give the date"],
  readingsTitle: ["条文有不同理解，会影响你（{}处）", "Where the law can be read in two ways, and it matters to you ({})"],
  readingsLead: ["办法没有写明，也没有找到官方答复。计算先用标出的一种；选另一种，结果马上重算。", "The regulation leaves this open and no official answer was found. The marked reading is used; choose another and the result follows."],
  ifRead: ["如果理解为", "If it means"],
  outcome: ["结论", "Outcome"],
  readingMore: ["为什么先用这一种，谁说了算", "Why this one, and who decides"],
  readingWhy: ["理由：", "Why: "],
  readingWho: ["谁说了算：", "Who decides: "],
  copyQuestion: ["复制提问，去问人社局", "Copy a question for the HRSS bureau"],
  copiedQuestion: ["提问已复制，可以粘贴到微信、邮件或12333。", "The question is copied (in Chinese); paste it where you ask."],
  questionChinese: ["提问是中文的。", "The question is in Chinese."],
  surprising: ["结果和想的不一样？", "Is this result surprising?"],
  surpriseOne: ["第（一）至（十一）项，一年只能选学时最高的一项，其余不累计。", "Of items (1) to (11), a year has one option, the highest; the others do not add up."],
  surpriseOnline: ["网络课件不在“只选一项”之内，和所选的一项相加。", "Online courseware stands outside that rule and adds to the elected option."],
  surpriseGeneral: ["公需科目没有单独的下限，专业科目可以全部占满总学时。", "There is no minimum of general hours; professional hours may fill the whole total."],
  surpriseCarry: ["多出的学时不结转到下一年（办法没有写结转，本软件按不结转计算）。", "Hours beyond the requirement do not carry over (the regulation does not provide for it; this is our reading)."],
  surpriseRegistry: ["和学时管理系统显示的不同，以核验登记的为准。", "Where the official registry shows other figures, what is verified there stands."],
  surpriseAsk: ["还是不明白，可以把情况原样复制去问：", "Still unclear? Copy all the facts and ask:"],
  rules: ["规则版本 {}", "Rules version {}"],

  keepTitle: ["保存和分享", "Keep and share"],
  keptHere: ["已自动存在这台设备上，没有上传。", "Kept on this device by itself, uploaded nowhere."],
  keptNot: ["来自链接，还没有存在这台设备上。", "It came by a link and is not kept on this device yet."],
  print: ["打印", "Print"],
  copyLink: ["复制链接", "Copy a link"],
  copyText: ["复制文字", "Copy as text"],
  export: ["存为文件", "Save a file"],
  import: ["打开文件", "Open a file"],
  clear: ["全部清除", "Clear everything"],
  linkHint: ["链接里带着填写的内容，只发给想让他看到的人；有些聊天软件会截掉链接，可以改用文字或文件。", "The link holds what you entered; give it only to those who may see it. Some messengers cut links: use text or file there."],
  embed: ["放到别的网页里", "Put it into another page"],
  embedText: ["把这段代码贴进网页，读者就能在那里计算；他们填的内容也只留在他们的设备上。", "Paste this into a page and its readers can calculate there; what they enter stays on their devices too."],
  bringBefore: ["以前存过文件？", "Saved a file before?"],
  copiedLink: ["链接已复制。", "The link is copied."],
  copiedText: ["文字已复制。", "The text is copied."],
  copyFailed: ["这个浏览器不让复制，请改用“存为文件”或打印。", "This browser does not allow copying; save a file or print instead."],
  fileName: ["继续教育学时-{}.json", "education-hours-{}.json"],
  imported: ["文件已打开。", "The file is open."],
  importedOld: ["这份内容按规则版本{}保存，现在按{}重新计算，数字可能不同。", "This was saved under rules version {} and is calculated anew under {}; figures may differ."],
  importFailed: ["“{}”不是这里存的文件，没有打开。请选以前用“存为文件”存下的文件。", "“{}” is not a file saved here and was not opened. Choose one that was saved with “Save a file”."],
  linkDamaged: ["链接不完整，里面的内容没能打开。请对方重新复制，或者发文件。", "The link is damaged and its contents could not be opened. Ask for a new one, or for a file."],
  cleared: ["已全部清除。", "Everything is cleared."],
  offerTitle: ["接着上次的填？", "Go on where you left off?"],
  offerText: ["这台设备上存着{}填的内容：{}。", "This device holds what was entered on {}: {}."],
  offerYear: ["{}年{}项", "{}: {}"],
  goOn: ["接着填", "Go on"],
  startAnew: ["清除，重新开始", "Clear it and start anew"],
  borrowed: ["这是链接里带来的内容，还没有存到这台设备上。存下会替换这台设备上原有的内容。", "This came by a link and is not kept on this device yet. Keeping it replaces what this device holds."],
  keepIt: ["存到这台设备", "Keep it here"],
  leaveIt: ["不存，关掉", "Close it"],
  estimate: ["这是估算，不是官方认定；以单位或人社部门在学时管理系统中的核验为准。规则版本 {}。", "This is an estimate, not an official decision; what your employer or the HRSS bureau verifies in the registry stands. Rules version {}."],
  estimateShort: ["估算，非官方认定；以学时管理系统中的核验登记为准。", "An estimate, not official; what is verified in the registry stands."],

  failedTitle: ["这台设备上没能启动计算", "The calculation could not start on this device"],
  failedText: ["可能是网络断了，或者浏览器太旧。填写的内容会保留；下面的表可以直接查学时。", "The network may be down or the browser too old. What you entered is kept; the tables below give the hours."],
  tryAgain: ["再试一次", "Try again"],
  tablesTitle: ["学时对照表", "Tables of hours"],

  display: ["字号", "Display"],
  displayTitle: ["字号和显示", "Text size and display"],
  size: ["文字大小", "Text size"],
  sizeNormal: ["标准", "Normal"],
  sizeLarge: ["大", "Large"],
  sizeLarger: ["特大", "Larger"],
  theme: ["明暗", "Theme"],
  themeSystem: ["随系统", "System"],
  themeLight: ["浅色", "Light"],
  themeDark: ["深色", "Dark"],
  contrast: ["对比度", "Contrast"],
  contrastNormal: ["标准", "Normal"],
  contrastMore: ["高", "High"],
  moreAbout: ["更多说明", "More"],
  docs: ["说明", "Guide"],
  regulation: ["办法原文", "Regulation (Chinese)"],
  readingsPage: ["没写明的地方", "Open readings (Chinese)"],
  privacy: ["隐私", "Privacy (Chinese)"],
  footPrivate: ["计算在你的设备上进行，填写的内容不会上传。", "The calculation runs on your device; nothing that you enter is uploaded."],

  textTitle: ["{}年继续教育学时估算", "Continuing-education hours {}: an estimate"],
  textFigures: ["总学时{}，其中专业科目{}、公需科目{}", "Total {}, of which professional {}, general {}"],
  textHours: ["{}学时，{}", "{} hours, {}"],
  askHello: ["你好，想请教《安徽省专业技术人员继续教育学时管理办法》（2025年6月12日印发）的执行。", "A question on the regulation of 12 June 2025 on continuing-education hours in Anhui."],
  askFacts: ["{}年的情况：", "The facts of {}:"],
  askReading: ["{}写道：“{}”", "{} says: “{}”"],
  askAlternative: ["理解{}：{}。总学时{}，专业科目{}，{}。", "Reading {}: {}. Total {}, professional {}, {}."],
  askWhich: ["请问按哪一种认定？有没有文件可以查？", "Which one applies? Is there a document?"],
  askResult: ["我自己估算的结果：", "My own estimate: "],
  askRight: ["请问这样计算对不对？", "Is this right?"],
  askThanks: ["谢谢！", "Thank you!"],
  recordMade: ["打印于{}，{}，规则版本{}", "Printed on {}, {}, rules version {}"],
  recordNumber: ["序号", "No."],
  recordWhat: ["名称", "Title"],
  recordFacts: ["内容", "Facts"],
  recordArticle: ["条文", "Article"],
  recordChosen: ["{}（采用）：总学时{}，专业科目{}", "{} (used): total {}, professional {}"],
  recordOther: ["{}：总学时{}，专业科目{}", "{}: total {}, professional {}"],
};

/** @typedef {keyof typeof STRINGS} Key */

let forced = false;

/** Whether the page speaks English just now. */
export function english() {
  return !forced && document.documentElement.lang === "en";
}

/** What `write` returns, written in Chinese whatever the page speaks. @template T @param {() => T} write @returns {T} */
export function inChinese(write) {
  forced = true;
  try {
    return write();
  } finally {
    forced = false;
  }
}

/** A sentence of the page; each {} takes the next value. @param {Key} key @param {...unknown} values */
export function t(key, ...values) {
  const text = STRINGS[key][english() ? 1 : 0];
  let index = 0;
  return text.replace(/\{\}/g, () => String(values[index++] ?? ""));
}

/** A text of the catalogue or of an answer, which has `name` and `name_en`. @param {Record<string, any>} labelled @param {string} name @returns {string} */
export function say(labelled, name) {
  return labelled[english() ? `${name}_en` : name] ?? "";
}

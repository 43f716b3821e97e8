/** Every sentence of the page for staff lists, in Chinese and in English, side by side. */

import { english, wordsOf } from "../assets/words.js";

const STRINGS = /** @type {const} */ ({
  title: ["全单位的学时，一次算清", "The whole staff's hours, at once"],
  lead: ["放进一份名单，马上知道每个人够不够、差多少。名单只在这台设备上计算，不上传。", "Drop in a list and see at once who has enough hours and what the others lack. The list is assessed on this device and never uploaded."],
  errorPrefix: ["错误：", "Error: "],
  stop: ["。", ". "],
  and: ["；", "; "],

  dropTitle: ["把名单拖到这里", "Drop the list here"],
  dropChoose: ["选择文件", "Choose a file"],
  dropAnother: ["换一份名单", "Another list"],
  dropKinds: ["xlsx，或csv（UTF-8、GB18030）", "xlsx, or csv (UTF-8, GB18030)"],
  paste: ["或者，粘贴一张表", "Or paste a table"],
  pasteLabel: ["从表格软件里复制，连同标题一行，粘贴在这里", "Copy from a spreadsheet, the row of headings included, and paste here"],
  pasteGo: ["计算粘贴的表", "Assess what is pasted"],
  pasted: ["粘贴的表", "The pasted table"],

  howTitle: ["名单长什么样", "What a list looks like"],
  howText: ["一行一件事：谁、哪一年、做了什么。一个人有几件事，就写几行。", "One row an activity: who, which year, what. Somebody with three activities has three rows."],
  template: ["下载模板", "Download the template"],
  templateFile: ["template.xlsx", "template-en.xlsx"],
  templateName: ["继续教育学时名单模板.xlsx", "staff-hours-template.xlsx"],
  templateText: ["模板里有下拉列表、填写说明和每一种的示例。", "The template has drop-downs, notes and an example of every kind."],
  calculator: ["只算一个人，用计算器", "For one person, use the calculator"],
  trySample: ["用这份示例算一算", "Assess this example"],
  sampleName: ["示例", "The example"],
  sampleCaption: ["名单的示例", "An example of a list"],

  working: ["正在计算“{}”", "Assessing “{}”"],
  workingStart: ["计算程序正在启动……", "The calculation is starting …"],
  workingRows: ["已读{}行", "{} rows read"],
  cancel: ["取消", "Cancel"],
  cancelled: ["已取消。", "Cancelled."],

  refusedTitle: ["“{}”没能计算", "“{}” could not be assessed"],
  tooLarge: ["文件超过{}MB，浏览器里放不下；请删去多余的内容，或改用命令行。", "The file has more than {} MB, too many for a browser; remove what is not needed, or use the command line."],
  unreadable: ["浏览器没能读取这个文件；请确认它没有被移走或在别的程序里打开，再试一次。", "The browser could not read this file; see that it is still there and not open elsewhere, and try again."],
  broken: ["计算程序出了错，这份名单没有算完；请在命令行里算，并告诉我们。", "The calculation failed on this list; use the command line, and please tell us."],
  pasteEmpty: ["还没有粘贴内容；请先复制表格，连同标题一行。", "Nothing is pasted yet; copy the table first, with its row of headings."],
  failedTitle: ["计算程序没能启动", "The calculation could not start"],
  failedText: ["第一次用要连着网络。请刷新再试，或换一个新一些的浏览器；也可以在命令行里算。", "The first time it needs the network. Reload the page, or use a newer browser; the command line does the same."],
  tryAgain: ["刷新再试", "Reload"],
  commandLine: ["命令行怎样算", "How to use the command line (Chinese)"],

  resultOf: ["{}行", "{} rows"],
  sheetOf: ["工作表“{}”，{}行", "sheet “{}”, {} rows"],
  skipped: ["列标题在第{}行，上面的内容没有读", "the headings are in row {}; what stands above them is not read"],
  year: ["年度", "Year"],
  noYear: ["年度不明", "No year"],
  filters: ["按结果筛选", "Filter by result"],
  all: ["全部", "All"],
  people: ["人", "people"],
  complete: ["已达到", "Complete"],
  short: ["未达到", "Short"],
  depends: ["看怎样理解", "Depends"],
  pending: ["待改正", "To correct"],
  unread: ["没能计算", "Not assessed"],
  wrong: ["有行未计入", "Rows left out"],
  missing: ["没有达到的人，一共还差总学时{}、专业科目{}。", "Those who are not complete lack {} hours in total and {} professional hours."],
  missingNone: ["所有人都达到了。", "Everybody is complete."],
  missingUnsure: ["下面算出来的人都达到了，但名单里还有问题没有改。", "All people below are complete, but the list still has problems."],
  pendingText: ["另有{}人还有行没有计入，够不够要等改好名单才知道，上面没有算他们。", "{} more have rows left out: whether they have enough shows when the list is corrected; they are not in this sum."],
  dependsText: ["有{}人够不够，要看条文怎样理解：", "For {} it depends on how the law is read: "],
  dependsLink: ["条文没有写明的地方", "open readings (Chinese)"],
  download: ["下载结果（xlsx）", "Download results (xlsx)"],
  downloadCsv: ["csv", "csv"],
  downloadCsvLabel: ["下载结果（csv）", "Download results (csv)"],
  resultFile: ["继续教育学时结果", "staff-hours-results"],
  problemFile: ["继续教育学时错误清单", "staff-hours-problems"],

  search: ["找人", "Find a person"],
  found: ["{}人", "{} people"],
  sortLabel: ["排序", "Sort by"],
  sortNone: ["按名单的顺序", "Order of the list"],
  person: ["人员", "Person"],
  verdict: ["结论", "Outcome"],
  total: ["总学时", "Total"],
  professional: ["专业科目", "Professional"],
  missingTotal: ["还差", "Missing"],
  missingProfessional: ["还差专业", "Missing prof."],
  elected: ["所选成果", "Elected"],
  nothingElected: ["没有", "none"],
  leftOut: ["未计入的行", "Rows left out"],
  tableCaption: ["每个人的结果", "Everybody's result"],
  nobody: ["没有符合条件的人。", "Nobody matches."],
  showAll: ["看全部", "Show all"],
  pages: ["翻页", "Pages"],
  pageOf: ["第{}页，共{}页", "Page {} of {}"],
  previous: ["上一页", "Previous"],
  next: ["下一页", "Next"],

  problems: ["{}处错误，所在的行没有计入", "{} errors; their rows are left out"],
  warnings: ["{}处提醒，所在的行照常计入", "{} warnings; their rows count"],
  warningsText: ["请核对。", "Please check them."],
  warning: ["提醒", "Warning"],
  nobodys: ["其中{}行不知道是谁的，没有算在任何人名下。", "{} of these rows are nobody's: they count for no one."],
  problemsText: ["改好名单再放进来一次就行。", "Correct the list and drop it in again."],
  problemsJump: ["看错误清单", "See the errors"],
  problemsDownload: ["下载错误清单（xlsx）", "Download the errors (xlsx)"],
  problemsCaption: ["错误和提醒", "Errors and warnings"],
  place: ["位置", "Place"],
  placeOf: ["{}第{}行", "{}row {}"],
  value: ["内容", "Value"],
  remedy: ["问题和改法", "Problem and remedy"],
  empty: ["空", "empty"],

  readings: ["换一种理解再算", "Assess under other readings"],
  readingsText: ["办法有几处没有写明，也没有找到官方答复。每一处先采用第一种。", "The regulation leaves some points open and no official answer was found. The first of each is used."],

  estimate: ["这是估算，不是官方认定；以核验单位和人社部门的认定为准。规则版本{}。", "An estimate, not an official recognition; the verifying employer and the HRSS bureaus decide. Rules version {}."],
  private: ["名单、结果都不保存，关掉这一页就没有了。", "Neither the list nor the results are kept: close the page and they are gone."],
  doneLive: ["算好了。{}人：已达到{}，看怎样理解{}，未达到{}，待改正{}；{}处错误，{}处提醒。", "Done. {} people: complete {}, depends {}, short {}, to correct {}; {} errors, {} warnings."],
});

/** @typedef {keyof typeof STRINGS} Key */

/** A sentence of the page; each {} takes the next value. */
export const t = wordsOf(STRINGS);

/** What a list is called: a file by its name, which has an ending; another by the key of what it is. @param {string} name */
export function called(name) {
  return name === "pasted" || name === "sampleName" ? t(name) : name;
}

/** A number as people write large ones. @param {number | null} value */
export function figure(value) {
  return value === null ? "–" : value.toLocaleString(english() ? "en" : "zh-CN", { maximumFractionDigits: 1 });
}

const SAMPLE = {
  zh: [
    ["人员", "年度", "种类", "名称", "证明上的日期", "科目", "标定学时"],
    ["甲", "2026", "资格考试合格", "监理工程师", "2026-06-15", "", ""],
    ["甲", "2026", "网络课件学习", "公需科目课件", "2026-09-01", "公需科目", "30"],
    ["乙", "2026", "授课、学术报告、讲座", "青年教师讲座", "2026-03-20", "", ""],
  ],
  en: [
    ["Person", "Year", "Kind", "Title", "Date on the proof", "Subject", "Rated hours"],
    ["A", "2026", "Qualification examination passed", "Supervising engineer", "2026-06-15", "", ""],
    ["A", "2026", "Online courseware", "General courseware", "2026-09-01", "General subject", "30"],
    ["B", "2026", "Lecture given", "Lecture for colleagues", "2026-03-20", "", ""],
  ],
};

/** A small list in the page's language, which the core reads like any other. */
export function sample() {
  return english() ? SAMPLE.en : SAMPLE.zh;
}

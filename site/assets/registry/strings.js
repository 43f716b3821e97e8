/** Every sentence that the registration's pages share, in Chinese and in English, side by side. */

import { wordsOf } from "../words.js";

/** What the page says by itself where no answer came: title and detail, each in both languages. */
export const NO_ANSWER = {
  network: ["网络不通", "没有连上服务器。填写的内容还在这台设备上；网络恢复后再试一次，不会重复办理。",
    "No connection", "The server could not be reached. What you entered is still on this device; try again when the network is back – nothing is done twice."],
  defect: ["服务器出错", "没有办成。填写的内容还在；请稍后再试。", "The server failed", "It was not done. What you entered is kept; please try again later."],
  page: ["页面出错", "没有办成。填写的内容还在这台设备上；请刷新页面后再试。", "This page failed", "It was not done. What you entered is still on this device; please reload the page and try again."],
  storage: ["这个浏览器不能登录", "浏览器关闭了本站存储，登录后无法保持。请允许本站存储，或换一个浏览器。",
    "This browser cannot sign in", "It keeps nothing for this site, so a sign-in cannot last. Allow this site's storage, or use another browser."],
  denied: ["没有登录", "登录页没有确认您的身份。请再登录一次。", "Not signed in", "The sign-in page did not confirm who you are. Please sign in again."],
  mixed: ["登录没有完成", "返回的登录信息不属于这一次登录，没有采用。请再登录一次。",
    "The sign-in was not completed", "What came back does not belong to this sign-in and was not used. Please sign in again."],
};

export const t = wordsOf({
  portal: ["我的学时", "My hours"],
  review: ["核验", "Verifying"],
  notices: ["公示", "Notices"],
  calculator: ["计算器", "Calculator"],
  places: ["登记系统", "The registry"],
  pages: ["页面", "Pages"],
  signIn: ["登录", "Sign in"],
  signInAgain: ["重新登录", "Sign in again"],
  signOut: ["退出", "Sign out"],
  signedInAs: ["已登录：", "Signed in: "],
  expired: ["登录已过期", "Your sign-in has expired"],
  expiredText: ["填写的内容还在这台设备上，重新登录后接着办。", "What you entered is still on this device; sign in again to go on."],
  tryAgain: ["再试一次", "Try again"],
  reload: ["查看最新内容", "See what it is now"],
  wait: ["约{}秒后可以再试。", "You can try again in about {} seconds."],
  article: ["依据：{}", "By {}"],
  loading: ["正在读取……", "Loading …"],
  footPrivate: ["登记信息只用于学时核验、公示和登记；身份证件号码不公开，不出现在网址里。", "What is registered serves verification, public notice and registration only; ID numbers are never published and stand in no address."],
});

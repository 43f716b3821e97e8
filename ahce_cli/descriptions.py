"""What ``--help`` says of each command, in both languages."""

DESCRIPTION = """\
安徽省专业技术人员继续教育学时：按规定计算，每个数字都有条文依据。
Continuing-education hours in Anhui: computed by the regulation, every figure with its sentence."""

ASSESS = """\
计算一个人一年的学时：读入JSON请求，输出JSON结果（见 ahce describe --schema）。
Assess one person's year: a JSON request in, a JSON answer out (see ahce describe --schema).

退出码 Exit status：0 已计算 assessed；2 未计算，输出 {"errors": …} refused"""

BATCH = """\
计算一份人员名单：一行一项活动，同一人的行排在一起；每人每年一行结果。
Assess a staff list: one row an activity, the rows of a person together; one result row a person and year.

  IN    .csv（UTF-8或GB18030）或.xlsx；标题见 ahce template，可在前10行之内；xlsx读取名为“活动”的工作表，或唯一有内容的工作表
        .csv (UTF-8 or GB18030) or .xlsx; headings as in ahce template, within the first 10 rows; of an xlsx the sheet
        “Activities” or “活动”, or the only one in use
  OUT   .csv（UTF-8带BOM）或.xlsx；号码要在Excel里保持原样，请用.xlsx
        .csv (UTF-8 with BOM) or .xlsx; for long numbers to survive in Excel choose .xlsx

有误的行不计入，此人其余各行照常计算，结果中注明未计入的行数。可疑之处（号码校验不符、完全相同的行）只提醒，照常计入。错误和提醒
全部列在OUT旁的 *.errors.csv 中，屏幕上只显示前20条。
A row in error is left out, the person is assessed on the others, and the result says how many are missing. What is doubtful
(an ID number that cannot be right, equal rows) is warned of and counts. All of it is listed in *.errors.csv beside OUT, the
first 20 on the screen as well.

退出码 Exit status：0 全部计入 all rows read；1 有未计入的行 rows left out；2 未计算，不写结果 refused, no results written"""

TEMPLATE = """\
生成人员名单的Excel模板：标题、填写说明、下拉列表和示例；--english 生成英文的。
Make the Excel template of a staff list: headings, notes, drop-downs and examples; with --english in English."""

VERIFY = """\
验证学时登记证书：读入证书的PDF（文件夹里的全部PDF，或写有链接的文本文件），每份一行结果。
Verify certificates of hours: their PDFs (all those of a folder, or text files with their links) in, one row each out.

  --issuers   签发机构名单，从签发网站的 /verify/issuers.json 下载；也可写在环境变量AHCE_ISSUERS里
              the list of issuers, /verify/issuers.json of the issuing site; AHCE_ISSUERS may name it too
  --status    撤销状态表：默认从签发网站取得；也可给出存有“年度/分片”的文件夹，或写none表示不核对
              the status lists: from the issuing site if left out; a folder with YEAR/SHARD in it; or none, for signatures alone

退出码 Exit status：0 全部有效 all valid；1 有的不是有效 some are not；2 未验证 refused"""

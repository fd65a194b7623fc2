"""Words by which a publication's two languages, and its units, are told apart."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ENGLISH = _words(
    """
    a adult affected age aged agency agricultural agriculture air aircraft and animal animals annual
    area areas arrival arrivals average balance bank banking banks bed beds between billion birds
    birth births bridge buffalo building buildings by capacity capita capital car care case cases
    cash catch cattle central centre centres certificate change chicken child children chili christian
    chromebook cigarette city class classes clinic clinics college commodity communication community
    company completed condition constant construction consumers consumption cooperative cooperatives
    core cost crop crops crude current customer customers cut daily damaged data day days deaths
    deep dengue density departure departures depth description destination development diarrhea
    diploma disaster disasters disease dispensary distance distributed distribution district districts
    divorce doctor doctors domestic driver dry duck earthquake economic economically education
    educational egg electric electricity elementary employed employee employees employment energy
    enrollment enrolment equipment establishment establishments estimated evangelical event events
    excluding expected expenditure export exports facilities facility fair families family fatal
    february female females final fire first fish fishery flood floods flow fluid food for foreign
    forest forestry fourth free fresh fruit fruits fuel funds gender general geographical goat good
    goods government graduate graduates grdp gross group growth hamlet harvested head health heard
    heavy height hen high higher home horse hospital hospitals hotel hotels house household households
    housing hour hours humidity husband immigration import imports in including income index
    individual industrial industries industry infant inflation injured institution insurance
    international islamic items january job journal junior july june kind kindergarten kinds labor
    labour lake land landslide large last law length lesson letter letters level library life light
    line list literacy live livestock load loan local location long lower machine mail main maize male
    males management manufacturing march marital market markets marriage married maternity maximum may
    mean medical medicine member members midwife midwives migration milk million mineral minimum
    mining ministry month monthly months mortality mosque mosques mother motor motorcycle municipality
    name national native natural net new night normal north not note notes number nurse nurses
    nutrition nutritionist object october of office offices official officials on open other others
    outpatient over own paid park parliament participation particular passenger passengers patient
    people per percent percentage permanent person persons pharmacist pharmacy physical pig place
    places plant plants plantation police political polling polyclinic poor population port post
    poverty practice precipitation pressure previous price prices primary prison private procurement
    produced product production productivity project projection protestant province public
    pupil pupils purchase quantity quarter railway rain rainfall rainy rate ratio real receipt received
    recipient recipients recorded regency region regional registered religion residence residential
    restaurant restaurants result revenue rice river road roads room rooms rural sea second secondary
    section sector self senior service services severity sex sheep ship ships short sky slaughtered
    small smooth social source south speed staff state station stations status stone storm street
    student students study sub subdistrict subdistricts subsidy subtotal sugar sunshine surface tax
    taxes taxi teacher teachers telephone temperature temple third thousand time to tobacco total
    tourism tourist tourists town trade trading traffic train training transaction transport
    transportation tree trees tropical truck type types unemployed unemployment unit university unpaid
    up upper urban used value vegetable vegetables vehicle vehicles velocity village villages visitor
    visitors vocational voter voters waste water week weight welfare west wholesale widowed wind with
    women wood work worker workers working year years yield young
    """
)
INDONESIAN = _words(
    """
    adalah april november september hotel total data agama agustus air akhir anak angka angkatan antar apotek arah atas atau ayam ayat
    bab bahan baik balita bangunan bank banjir banyaknya barat baru bawah bawang bayi bekerja belanja
    belum berat besar betina bidan bidang buah buatan budha bukan buku bulan cabai cukup curah daerah
    dalam damai dan danau dari dasar daya dengan dengue desa desember di diare dinas distribusi dokter
    domba dosen dua ekor ekspor es gaji gedung gempa gigi golongan guru hari harga hasil hewan hidup
    hujan hutan ibu ibukota ikan impor indeks industri islam istri itik izin jagung jalan jam jamu
    janda januari jarak jawa jembatan jenis jiwa juli jumlah juni kabupaten kacang kali kambing kamar
    kantor kapal karyawan kasus katolik kayu ke kebakaran kebun kecamatan kecepatan kecil kedua kegiatan
    kejadian kejuruan kekayaan kekeringan kelahiran kelamin kelapa kelas kelembaban kelembapan kelompok
    keluarga kelurahan kematian kementerian kendaraan kepadatan kepala kepulauan kerbau kereta kering
    kerja kesehatan ketam ketenagakerjaan ketinggian keuangan khusus klinik kolam komoditas kondisi
    kopi korban kota kristen kuda kunjungan laba lahan lahir laju laki laki-laki laut lebih lembaga
    lepas limbah lingkungan lintang listrik longsor luar luas lurah lulusan madrasah mahasiswa makanan
    maksimum mangga maret masjid masyarakat mei mekanik melahirkan meninggal menteri menurut meteran
    mikro minimum minyak mobil modal motor mulai murid muda musim mushola nama nasional negara negeri
    nelayan nilai non nopember oktober olahraga orang organisasi padi pajak panas panen panjang
    pantai pasar pasien pedagang pegawai pekerja pekerjaan pelabuhan pelajar pelanggan pembangunan pemda
    pemerintah pemeluk pemilih penangkapan penanaman pendapatan pendidikan penduduk penerimaan pengadilan
    pengangguran pengeluaran penggunaan penginapan pengunjung penjualan penumpang penyakit penyinaran
    perahu perawat perdagangan perdesaan perempuan perguruan perikanan perkotaan permukaan pernah persen
    persentase pertama pertanian pertumbuhan perusahaan pesawat peserta pisang pohon polisi pondok pos
    potong praktik produksi produktivitas proyek pulau puskesmas pusat putih rakyat rasio rata rata-rata
    ratus rawat ribu rukun rumah rusak rutin sakit salak sangat sapi sarana satuan sawah sawi sayuran
    sebelum sedang sehat sekolah selatan selesai semua sendiri seni septik setelah sisa siswa
    status suhu sumber sungai surat swasta tahun taman tamat tamatan tanah tanaman tani tempat
    tenaga tengah tepung terbang terbuka terdaftar terjadi ternak tertinggi terung tetap tidak tiga
    tikar timur tingkat tinggi titik tomat toko tua tumbuh udara umum umur unggas urusan usaha utama utara
    vihara volume wanita warga wilayah wisata wisatawan
    """
)
UNITS = _words(
    """
    % $ °c bed bulan butir batang billion bird birds buah buildings bungkus c celcius celsius cm day days
    derajat dollar dosis egg ekor families family foot gram gw gwh ha hari head heads hektar hektare
    hectare hectares hour hours hpa household households ikat indeks index jam jiwa juta kali kapita capita
    kasus case cases keluarga kg kilogram kk kl km km2 km3 km² km³ knot knots ku kuintal kunjungan kva kw
    kwh kwintal l lembar letter letters liter liters litre litres lot m m2 m3 m² m³ mb mbar mdpl menit meter
    miliar milion milliar million millimeter milyar milimeter minute minutes mm month months mva mw mwh
    orang pairs panel parcel pasien pcs pelanggan customer customers people per percent percentage permil
    persen persentase person persons piece pieces pkt poin point points pohon population potong puluh
    quintal quintals ratus ribu ribuan rooms ruas ruang rumah rumpun rupiah rupiahs rp siswa pupil pupils
    sq square stalk stalks student students tahun tangga tangkai thousand thousands ton tonne tonnes tons tree
    trees trillion triliun trilyun unit units us usd visit visits vote votes watt year years
    """
)
"""Words a unit is made of; one in parentheses in a header is a unit when all its words are here."""
UNITS_OF_LENGTH = _words("m km hm dm cm mm dam")
"""Behind these a raised or glued 2 or 3 is a power, no footnote."""
COUNTED = _words(
    """
    class golongan grade group kategori kelas kelompok kriteria quarter semester tahap tipe triwulan
    type zona
    """
)
"""Behind these a glued digit tells one of them from another."""
